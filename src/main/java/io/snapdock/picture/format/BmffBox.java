package io.snapdock.picture.format;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import java.io.IOException;
import java.util.Optional;

/**
 * The header of a box, ISO/IEC 14496-12 4.2.
 *
 * @param start where the box begins
 * @param content where its header ends
 * @param end the position behind the box, always behind its header and within what holds it
 */
public record BmffBox(String name, long start, long content, long end) {

    private static final int TO_END_OF_FILE = 0;
    private static final int LONG_SIZE_FOLLOWS = 1;

    public static BmffBox read(PictureBytes bytes, long outerEnd, boolean outermost)
            throws IOException, DamagedPictureException {
        long start = bytes.position();
        long length = bytes.u32();
        String name = bytes.name();
        if (length == LONG_SIZE_FOLLOWS) {
            length = bytes.u64();
        } else if (length == TO_END_OF_FILE && outermost) {
            length = outerEnd - start;
        }
        long headerBytes = bytes.position() - start;
        if (length < headerBytes || length > outerEnd - start) {
            throw new DamagedPictureException("box of %d bytes at byte %d".formatted(length, start));
        }
        return new BmffBox(name, start, bytes.position(), start + length);
    }

    /** An outermost box, or empty where no box begins: junk behind the last one, which readers do not look at. */
    public static Optional<BmffBox> readOrJunk(PictureBytes bytes, long fileEnd) throws IOException {
        try {
            return Optional.of(read(bytes, fileEnd, true));
        } catch (DamagedPictureException e) {
            return Optional.empty();
        }
    }
}
