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
 * @param pick the sender's name for what was picked together; null when it gave none, as {@code index} is
 * @param index in its pick, from 0
 * @param picked how many were picked; null when the sender did not say
 * @param url the original's address, a path; {@code thumbnailUrl} and {@code previewUrl} are null when there is none
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
        long place,
        String pick,
        Integer index,
        Integer picked,
        String url,
        String thumbnailUrl,
        String previewUrl) {}
