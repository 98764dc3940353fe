package io.snapdock.photo;

import java.time.Instant;

/**
 * A photo as the API shows it.
 *
 * @param width of the picture as stored, before its EXIF orientation; the same for {@code height}
 * @param phoneId null when the desktop sent it
 * @param clientId null when the sender gave none
 * @param thumbnail whether the thumbnail can be read now
 */
public record PhotoView(
        String id,
        String name,
        String type,
        long bytes,
        int width,
        int height,
        String sha256,
        Instant receivedAt,
        String phoneId,
        String clientId,
        boolean thumbnail) {}
