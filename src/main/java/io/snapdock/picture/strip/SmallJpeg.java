package io.snapdock.picture.strip;

import io.snapdock.picture.PictureCheck;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.format.PictureType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The small JPEG inside an Exif block: it stays with its pixels and without words of its own. */
final class SmallJpeg {

    private SmallJpeg() {}

    /** As long as the one given; empty when it is no whole JPEG. */
    static Optional<byte[]> pixelsOnly(byte[] jpeg) {
        try {
            if (jpeg.length < 4 || PictureType.of(jpeg).orElse(null) != PictureType.JPEG) {
                return Optional.empty();
            }
            PictureCheck.check(PictureType.JPEG, jpeg);
            byte[] cleaned = jpeg.clone();
            int end = JpegSegments.blankAll(cleaned);
            Arrays.fill(cleaned, end, cleaned.length, (byte) 0);
            return Optional.of(cleaned);
        } catch (DamagedPictureException | IOException e) {
            return Optional.empty();
        }
    }
}
