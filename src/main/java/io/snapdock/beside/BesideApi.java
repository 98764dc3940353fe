package io.snapdock.beside;

import io.snapdock.rest.RestApplication;
import jakarta.ws.rs.ApplicationPath;

/** Where the API lies in a WAR of its own. */
@ApplicationPath("api")
public class BesideApi extends RestApplication {}
