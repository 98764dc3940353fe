package io.snapdock.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Puts all resources and providers of this WAR under {@code /api}. */
@ApplicationPath("api")
public class RestApplication extends Application {

    /**
     * Keeps {@code Location} relative on Jersey, as RESTEasy leaves it: made absolute behind a proxy that ends TLS, it would lead
     * to http. Other runtimes ignore the name.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.headers.location.relative.resolution.disabled", true);
    }
}
