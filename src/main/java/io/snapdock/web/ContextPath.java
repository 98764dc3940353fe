package io.snapdock.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.ServletContext;

/** The path that this application lies under, for addresses in events, which are made without a request. */
@ApplicationScoped
public class ContextPath {

    private volatile String path = "";

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        path = context.getContextPath();
    }

    /** The path of an address of the API, such as {@code docks/…}. */
    public String api(String below) {
        return path + "/api/" + below;
    }
}
