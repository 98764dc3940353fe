package io.snapdock.picture.format;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import java.io.IOException;

/**
 * The {@code iloc} box, ISO/IEC 14496-12 8.11.3: where in the file each item's bytes lie. All must lie within it, which
 * also finds a file that was cut between two boxes or inside a last box without a size.
 */
final class BmffItemLocations {

    /** Offsets count from the start of this file; the other methods point into boxes that were walked already. */
    private static final int FROM_FILE_START = 0;

    private BmffItemLocations() {}

    /**
     * @param bytes behind the box's header
     * @return behind the last byte of any item
     */
    static long check(PictureBytes bytes) throws IOException, DamagedPictureException {
        int version = bytes.u8();
        bytes.skip(3);
        int sizes = bytes.u16();
        int offsetSize = sizes >> 12;
        int lengthSize = sizes >> 8 & 0xF;
        int baseSize = sizes >> 4 & 0xF;
        int indexSize = version == 0 ? 0 : sizes & 0xF;
        long fileBytes = bytes.position() + bytes.remaining();
        long items = version < 2 ? bytes.u16() : bytes.u32();
        long last = 0;
        for (long item = 0; item < items; item++) {
            bytes.skip(version < 2 ? 2 : 4);
            int method = version == 0 ? FROM_FILE_START : bytes.u16() & 0xF;
            boolean here = bytes.u16() == 0 && method == FROM_FILE_START;
            long base = field(bytes, baseSize);
            int extents = bytes.u16();
            if (offsetSize + lengthSize + indexSize == 0) {
                // Extents of no bytes at all: counting them would be work that the file did not pay for.
                continue;
            }
            for (int extent = 0; extent < extents; extent++) {
                field(bytes, indexSize);
                long offset = field(bytes, offsetSize);
                long length = field(bytes, lengthSize);
                if (here && !within(fileBytes, base, offset, length)) {
                    throw new DamagedPictureException("item %d of %d lies beyond the file".formatted(item, items));
                }
                last = here ? Math.max(last, base + offset + length) : last;
            }
        }
        return last;
    }

    /** Subtracts instead of adding: sums of 64-bit numbers from a file can overflow. */
    private static boolean within(long fileBytes, long base, long offset, long length) {
        return base >= 0
                && offset >= 0
                && length >= 0
                && base <= fileBytes
                && offset <= fileBytes - base
                && length <= fileBytes - base - offset;
    }

    private static long field(PictureBytes bytes, int size) throws IOException, DamagedPictureException {
        return switch (size) {
            case 0 -> 0;
            case 4 -> bytes.u32();
            case 8 -> bytes.u64();
            default -> throw new DamagedPictureException("a field of %d bytes".formatted(size));
        };
    }
}
