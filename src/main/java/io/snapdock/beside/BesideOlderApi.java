package io.snapdock.beside;

import io.snapdock.rest.OlderApplication;
import jakarta.ws.rs.ApplicationPath;

/** Where the older contract lies in a WAR of its own. */
@ApplicationPath("v1/api")
public class BesideOlderApi extends OlderApplication {}
