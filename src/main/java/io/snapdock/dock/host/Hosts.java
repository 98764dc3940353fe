package io.snapdock.dock.host;

import io.snapdock.settings.Settings;
import io.snapdock.web.Bearer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/**
 * Which host application makes a call. One has a name and a key, or more than one while it changes its key. A dock belongs to the host that opened it. A login is no host: it would rule
 * the docks of all who may log in.
 */
@ApplicationScoped
public class Hosts {

    private Settings.Docks settings;

    /** For the container's proxy. */
    Hosts() {}

    @Inject
    Hosts(Settings.Docks settings) {
        this.settings = settings;
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
        return byKey;
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
        return !settings.apiKeys().isEmpty();
    }
}
