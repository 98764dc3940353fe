package io.snapdock.tags;

import io.snapdock.host.Dock;
import io.snapdock.host.DockBuilder;
import io.snapdock.host.Snapdock;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * The dock of a form, as its tag describes it. It is opened when the browser asks for it, so that no page waits for Snapdock.
 *
 * @param ref the host's own name for it
 * @param title of both pages, or null
 * @param min photos that the form needs, or null
 * @param max photos that it takes, or null
 * @param lang of the phone's page, or null
 * @param expiresIn how long it stays open, such as {@code P3D}, or null
 * @param isReadOnly whether its photos are to be seen only
 */
public record ShownDock(
        String ref, String title, Integer min, Integer max, String lang, String expiresIn, boolean isReadOnly)
        implements Serializable {

    /** @throws IllegalArgumentException without a reference */
    public ShownDock {
        if (ref == null || ref.isBlank()) {
            throw new IllegalArgumentException("A dock needs a ref, the name by which your application finds it again");
        }
    }

    /** @throws java.time.format.DateTimeParseException when {@code expiresIn} is no ISO 8601 duration */
    Dock open(Snapdock snapdock) {
        DockBuilder dock = snapdock.dock(ref);
        if (title != null) {
            dock.title(title);
        }
        if (min != null) {
            dock.min(min);
        }
        if (max != null) {
            dock.max(max);
        }
        if (lang != null) {
            dock.lang(lang);
        }
        if (expiresIn != null) {
            dock.expiresIn(Duration.parse(expiresIn));
        }
        return Objects.requireNonNull(dock.open());
    }
}
