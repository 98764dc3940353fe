package io.snapdock.dock;

import java.time.Instant;

/**
 * A dock without its contents, as the API shows it.
 *
 * @param title null when it has none
 * @param now the server's clock, from which clients count the time left
 * @param version grows with each change of its photos
 * @param form what its form wants its pages to show; null when it wants nothing
 */
public record DockView(
        String id,
        String title,
        DockState state,
        Instant createdAt,
        Instant expiresAt,
        Instant now,
        Limits limits,
        long version,
        DockForm form) {

    public static DockView of(Dock dock, long maxPixels, Instant now) {
        return new DockView(
                dock.id(),
                dock.title().orElse(null),
                dock.state(),
                dock.createdAt(),
                dock.expiresAt(),
                now,
                dock.limits(maxPixels),
                dock.version(),
                dock.form());
    }
}
