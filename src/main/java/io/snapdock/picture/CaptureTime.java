package io.snapdock.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** When a picture was taken, as the camera's clock had it. */
public final class CaptureTime {

    private CaptureTime() {}

    /**
     * From Exif (CIPA DC-008 4.6.6): when the picture was taken, else when it was digitised.
     *
     * @param file only read; before its metadata is taken out
     * @return ISO 8601, local to the place, such as {@code 2026-11-21T12:00:05}; with its offset from UTC when the camera wrote
     *     one, as in {@code 2026-11-21T12:00:05+08:00}. Empty when the file says nothing that is a time; no content makes it fail
     * @throws IOException when the file cannot be read
     */
    public static Optional<String> of(PictureType type, Path file) throws IOException {
        return Exif.read(type, file).captureTime();
    }
}
