package io.snapdock.picture;

import io.snapdock.picture.bytes.BytesChannel;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.bytes.PictureBytes;
import io.snapdock.picture.format.JpegStructure;
import io.snapdock.picture.format.PictureType;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Proves from a finished file's structure that it is a complete picture, and reads what it says of itself, in one
 * walk.
 *
 * <p>Nothing is decoded, so a picture that claims a million megapixels costs no more than any other: time is linear in
 * the file's length, payloads are skipped by position where the format allows, and memory is one buffer of 16 KiB. What
 * lies inside the compressed data is not judged; a picture can pass and still look broken.
 */
public final class PictureCheck {

    private PictureCheck() {}

    /**
     * Checks one file.
     *
     * @param type what {@link PictureType#of} found in the file's first bytes
     * @param file the finished file; only read
     * @throws DamagedPictureException when the file is cut off, breaks its format's structure, is of another type, or
     *     states an impossible size. No content leads to any other exception
     * @throws IOException when the file cannot be read
     */
    public static PictureFacts check(PictureType type, Path file) throws IOException, DamagedPictureException {
        try (SeekableByteChannel content = Files.newByteChannel(file)) {
            return check(type, content);
        }
    }

    /** The same for a small picture in memory. */
    public static PictureFacts check(PictureType type, byte[] picture) throws IOException, DamagedPictureException {
        return check(type, new BytesChannel(picture));
    }

    static PictureFacts check(PictureType type, SeekableByteChannel content)
            throws IOException, DamagedPictureException {
        PictureBytes bytes = new PictureBytes(content);
        if (type == PictureType.JPEG) {
            Exif words = Exif.collecting();
            Dimensions dimensions = JpegStructure.measure(bytes, words.inJpeg());
            return new PictureFacts(dimensions, words.facts().captureTime());
        }
        Dimensions dimensions = type.structure().measure(bytes);
        return new PictureFacts(dimensions, Exif.read(type, content).captureTime());
    }
}
