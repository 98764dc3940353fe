package io.snapdock.inside;

import io.snapdock.rest.RestApplication;
import jakarta.ws.rs.ApplicationPath;

/** Where the API lies in a host's WAR. */
@ApplicationPath("snapdock/api")
public class InsideApi extends RestApplication {}
