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
     * @param check what the host is asked about; null in messages
     */
    public record Data(
            String dockId,
            String ref,
            DockState state,
            long version,
            Instant expiresAt,
            PhotoView photo,
            String photoId,
            Check check) {}

    /**
     * A photo that is whole and not taken yet, as {@link io.snapdock.gate.PhotoCheck} has it.
     *
     * @param preview whether it is the phone's own small picture of the photo
     * @param type its media type, by its bytes
     * @param width in pixels, as stored
     * @param height in pixels, as stored
     * @param sha256 of its bytes
     */
    public record Check(
            String uploadId,
            boolean preview,
            String name,
            String type,
            long bytes,
            int width,
            int height,
            String sha256) {}
}
