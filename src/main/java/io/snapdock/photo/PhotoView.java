package io.snapdock.photo;

import java.time.Instant;

/**
 * A photo as the API shows it.
 *
 * @param width of the picture as stored, before its EXIF orientation; the same for {@code height}
 * @param phoneId null when the desktop sent it
 * @param clientId null when the sender gave none
 * @param thumbnail whether the thumbnail can be read now
 * @param preview whether the phone's own small picture can be read
 * @param takenAt when the camera took it, ISO 8601 in local time, with an offset when the camera knew it; null when unknown
 * @param place photos of a dock are in the order of their places, which may have gaps
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
        boolean thumbnail,
        boolean preview,
        String takenAt,
        int place) {}
