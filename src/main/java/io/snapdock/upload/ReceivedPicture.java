package io.snapdock.upload;

import io.snapdock.picture.Dimensions;
import io.snapdock.picture.PictureType;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture that has arrived whole and passed every check; its bytes are synced in a temporary file.
 *
 * @param name cleaned, fit to be shown and to name a file
 * @param phoneId empty when the desktop sent it
 * @param sha256 of all bytes, hexadecimal
 */
public record ReceivedPicture(
        String uploadId,
        Path file,
        String name,
        PictureType type,
        Dimensions dimensions,
        long bytes,
        String sha256,
        Optional<String> phoneId,
        Optional<String> clientId) {}
