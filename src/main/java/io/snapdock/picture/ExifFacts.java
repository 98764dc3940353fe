package io.snapdock.picture;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What Snapdock wants to know from Exif (CIPA DC-008, section 4.6).
 *
 * @param orientation 1 to 8; 1, upright, when the block says nothing that can be read
 * @param captureTime ISO 8601, local to where it was taken, with the offset from UTC when the camera wrote one
 */
public record ExifFacts(int orientation, Optional<String> captureTime) {

    public static final int UPRIGHT = 1;
    static final ExifFacts NONE = new ExifFacts(UPRIGHT, Optional.empty());

    private static final int ORIENTATION = 0x0112;
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int TIME_ORIGINAL = 0x9003;
    private static final int TIME_DIGITIZED = 0x9004;
    private static final int OFFSET_ORIGINAL = 0x9011;
    private static final int OFFSET_DIGITIZED = 0x9012;

    public ExifFacts {
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("No orientation is " + orientation);
        }
    }

    /** From a TIFF block; never throws for what is in it. */
    public static ExifFacts read(byte[] block) {
        Optional<Tiff> tiff = Tiff.of(block);
        Optional<Tiff.Directory> main = tiff.flatMap(Tiff::first);
        if (main.isEmpty()) {
            return NONE;
        }
        int orientation = main.get()
                .find(ORIENTATION)
                .map(Tiff.Entry::number)
                .filter(number -> number >= 1 && number <= 8)
                .orElse((long) UPRIGHT)
                .intValue();
        Optional<String> time = main.get()
                .find(EXIF_DIRECTORY)
                .flatMap(pointer -> tiff.get().directory(pointer.number()))
                .flatMap(exif -> time(exif, TIME_ORIGINAL, OFFSET_ORIGINAL)
                        .or(() -> time(exif, TIME_DIGITIZED, OFFSET_DIGITIZED)));
        return new ExifFacts(orientation, time);
    }

    private static Optional<String> time(Tiff.Directory exif, int timeTag, int offsetTag) {
        return CaptureTime.of(text(exif, timeTag), text(exif, offsetTag));
    }

    /** Up to its NUL; longer than any time is no time. */
    private static String text(Tiff.Directory exif, int tag) {
        return exif.find(tag)
                .filter(entry -> entry.bytes() <= 32)
                .map(entry -> new String(entry.value(), StandardCharsets.ISO_8859_1))
                .map(text -> text.indexOf('\0') < 0 ? text : text.substring(0, text.indexOf('\0')))
                .orElse("")
                .strip();
    }
}
