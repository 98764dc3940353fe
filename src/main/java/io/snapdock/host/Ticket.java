package io.snapdock.host;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a form submits: which dock, and the version of it that the user has seen. It names no photos, as a browser is not believed about those.
 *
 * @param dockId of letters, digits, {@code _} and {@code -}
 * @param version of the dock's photos
 */
public record Ticket(String dockId, long version) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.(\\d{1,18})");

    /** @throws IllegalArgumentException for an id that is none, and for a version below 0 */
    public Ticket {
        Objects.requireNonNull(dockId);
        if (version < 0 || !FORM.matcher(dockId + "." + version).matches()) {
            throw new IllegalArgumentException("No dock and version");
        }
    }

    /**
     * Reads what came with a form.
     *
     * @param text {@code dockId.version}
     * @throws SnapdockException {@code ticket-invalid}
     */
    public static Ticket parse(String text) {
        var matcher = FORM.matcher(text == null ? "" : text.strip());
        if (!matcher.matches()) {
            throw new SnapdockException(
                    "ticket-invalid",
                    0,
                    "The form brought no photos, or something that is not a ticket of Snapdock's.");
        }
        return new Ticket(matcher.group(1), Long.parseLong(matcher.group(2)));
    }

    /** As the form has it. */
    @Override
    public String toString() {
        return dockId + "." + version;
    }
}
