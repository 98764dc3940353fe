package io.snapdock.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Puts all resources and providers of this WAR under {@code /api}. */
@ApplicationPath("api")
public class RestApplication extends Application {

    /**
     * Settings of Jersey's; other runtimes do not know the names and do the same by themselves. {@code Location} stays relative:
     * made absolute behind a proxy that ends TLS, it would lead to http. And an error without a body stays one: by {@code sendError} it
     * would call for an error page, which cannot be written to a phone that has gone. And nobody is told what calls there are (WADL).
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.headers.location.relative.resolution.disabled", true,
                "jersey.config.server.response.setStatusOverSendError", true,
                "jersey.config.server.wadl.disableWadl", true);
    }
}
