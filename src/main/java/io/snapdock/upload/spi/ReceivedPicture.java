package io.snapdock.upload.spi;

import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.format.PictureType;
import io.snapdock.upload.pick.Pick;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture that has arrived whole and passed every check; its bytes are synced in a temporary file.
 *
 * @param uploadId what the photo's id will be
 * @param pick empty when its sender did not say what was picked together
 * @param file what is to be stored: without the metadata that the dock does not keep
 * @param name cleaned, fit to be shown and to name a file
 * @param phoneId empty when the desktop sent it
 * @param sha256 of the file, hexadecimal
 * @param sentSha256 of the bytes as they were sent
 * @param takenAt ISO 8601 local date and time, with an offset when the camera knew it
 */
public record ReceivedPicture(
        String dockId,
        String uploadId,
        Optional<Pick> pick,
        Path file,
        String name,
        PictureType type,
        Dimensions dimensions,
        long bytes,
        String sha256,
        String sentSha256,
        Optional<String> takenAt,
        Optional<String> phoneId,
        Optional<String> clientId) {}
