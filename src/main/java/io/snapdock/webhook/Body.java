package io.snapdock.webhook;

import io.snapdock.dock.DockState;
import io.snapdock.photo.PhotoView;
import java.time.Instant;

/**
 * What a message says, as Standard Webhooks recommends: a type, when it happened, and the data.
 *
 * @param type such as {@code photo.arrived}
 */
public record Body(String type, Instant timestamp, Data data) {

    /**
     * @param ref the host's own name for the dock; null when it gave none
     * @param version of the dock's photos after it; with the dock's id it is the ticket
     * @param photo what has arrived; null in messages of other types
     * @param photoId what was removed; null in messages of other types
     */
    public record Data(
            String dockId,
            String ref,
            DockState state,
            long version,
            Instant expiresAt,
            PhotoView photo,
            String photoId) {}
}
