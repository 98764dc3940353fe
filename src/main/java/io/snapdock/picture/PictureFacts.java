package io.snapdock.picture;

import io.snapdock.picture.bytes.Dimensions;
import java.util.Optional;

/**
 * What a whole picture says of itself.
 *
 * @param dimensions as stored; for animations those of the canvas that holds every frame
 * @param captureTime ISO 8601, local to the place, such as {@code 2026-11-21T12:00:05}; with its offset from UTC when the camera wrote
 *     one, as in {@code 2026-11-21T12:00:05+08:00}. From Exif (CIPA DC-008 4.6.6), else from XMP; empty when neither has a time
 */
public record PictureFacts(Dimensions dimensions, Optional<String> captureTime) {}
