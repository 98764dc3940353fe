package io.snapdock.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts all resources and providers of this WAR under {@code /api}. */
@ApplicationPath("api")
public class RestApplication extends Application {}
