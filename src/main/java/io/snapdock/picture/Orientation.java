package io.snapdock.picture;

import io.snapdock.picture.format.PictureType;
import java.io.IOException;
import java.nio.file.Path;

/** How a camera was held, from Exif (CIPA DC-008 4.6.5, Orientation). */
public final class Orientation {

    private Orientation() {}

    /**
     * What must be done with the stored picture to see it upright.
     *
     * @return 1 to 8 as TIFF counts them; 1, nothing, when the file says nothing that can be read. For HEIC and AVIF it does
     *     not count: there {@code irot} and {@code imir} turn the picture (ISO/IEC 23008-12 6.5.10)
     * @throws IOException when the file cannot be read
     */
    public static int of(PictureType type, Path file) throws IOException {
        return Exif.read(type, file).orientation();
    }
}
