package io.snapdock.host;

import java.util.Locale;
import java.util.Optional;

/** What is set at the host application's server: by a system property, or else by an environment variable. The tags read it too. */
public enum HostSetting {
    /** Where Snapdock is, as this server reaches it. */
    URL("snapdock.url"),

    /** Where Snapdock is, as browsers reach it: an address, or a path of the host's own origin. */
    BROWSER_URL("snapdock.browser-url"),

    /** What {@code snapdock.api-key} is at Snapdock. */
    API_KEY("snapdock.api-key"),

    /** What {@code snapdock.webhook.key} is at Snapdock: the secret of webhooks, or two with a comma between while it changes. */
    WEBHOOK_KEY("snapdock.webhook.key");

    private final String property;

    HostSetting(String property) {
        this.property = property;
    }

    /** Its value, if it is set. */
    public Optional<String> find() {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable())))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** @throws IllegalStateException when it is not set */
    public String get() {
        return find().orElseThrow(() -> new IllegalStateException("Set the system property " + property
                + " or the environment variable " + variable() + ": docs/host-apps.md says to what"));
    }

    private String variable() {
        return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
