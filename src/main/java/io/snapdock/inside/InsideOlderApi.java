package io.snapdock.inside;

import io.snapdock.rest.OlderApplication;
import jakarta.ws.rs.ApplicationPath;

/** Where the older contract lies in a host's WAR. */
@ApplicationPath("snapdock/v1/api")
public class InsideOlderApi extends OlderApplication {}
