package io.snapdock.web;

import io.snapdock.settings.Started;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.ServletContext;

/** The path that all of Snapdock lies under: the application's own, or {@code /snapdock} below that of the host whose WAR it is in. */
@ApplicationScoped
public class ContextPath {

    /** Told by the fragment of the jar for a host's WAR. */
    private static final String BELOW = "io.snapdock.below";

    /** Before those that send events. */
    private static final int FIRST = 1;

    private volatile String path = "";

    void start(@Observes @Priority(FIRST) Started started) {
        path = of(started.context());
    }

    /** The path of an address of the API, such as {@code docks/…}; for events, which are made without a request. */
    public String api(String below) {
        return path + "/api/" + below;
    }

    /** As in the addresses that browsers ask for; without a slash at its end, empty for a server's root. */
    public static String of(ServletContext context) {
        return context.getContextPath() + below(context);
    }

    /** The same within the application, as its dispatchers and resources want it. */
    public static String below(ServletContext context) {
        String below = context.getInitParameter(BELOW);
        return below == null ? "" : below;
    }
}
