package io.snapdock.dock.host;

import io.snapdock.settings.CreatePolicy;
import io.snapdock.settings.Settings;
import io.snapdock.web.Bearer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/**
 * Which host application makes a call. One has a name and a key, or more than one while it changes its key; with {@code snapdock.create=role} all users of that
 * role are one host. A dock belongs to the host that opened it.
 */
@ApplicationScoped
public class Hosts {

    private static final String ROLE = "snapdock";

    /** No host with a key can have this name. */
    private static final String OF_ROLE = "@role";

    private Settings.Docks settings;
    private HttpServletRequest current;

    /** For the container's proxy. */
    Hosts() {}

    /** @param current the container's stand-in for the request of the thread that asks */
    @Inject
    Hosts(Settings.Docks settings, HttpServletRequest current) {
        this.settings = settings;
        this.current = current;
    }

    /** The host that makes this thread's call; empty when no host does. */
    public Optional<String> of(HttpHeaders headers) {
        Optional<String> byKey = Optional.empty();
        for (Settings.ApiKey key : settings.apiKeys()) {
            // All are compared, so the time says nothing of which one fits.
            if (Bearer.fits(headers, Optional.of(key.secret()))) {
                byKey = Optional.of(key.host());
            }
        }
        boolean byRole = byKey.isEmpty() && settings.create() == CreatePolicy.ROLE && current.isUserInRole(ROLE);
        return byRole ? Optional.of(OF_ROLE) : byKey;
    }

    /** The host that a key belongs to which came by another way than this thread's headers. */
    public Optional<String> ofKey(String text) {
        Optional<String> host = Optional.empty();
        for (Settings.ApiKey key : settings.apiKeys()) {
            if (Bearer.fits(Optional.of(text), Optional.of(key.secret()))) {
                host = Optional.of(key.host());
            }
        }
        return host;
    }

    /** Whether there can be any. */
    public boolean areThere() {
        return !settings.apiKeys().isEmpty() || settings.create() == CreatePolicy.ROLE;
    }
}
