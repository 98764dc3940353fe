package io.snapdock.picture.format;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.bytes.PictureBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** GIF89a: the logical screen, then blocks and their sub-blocks up to the trailer. */
public final class GifStructure {

    private static final Set<String> SIGNATURES = Set.of("GIF87a", "GIF89a");
    private static final int IMAGE = 0x2C;
    private static final int EXTENSION = 0x21;
    private static final int TRAILER = 0x3B;
    private static final int GRAPHIC_CONTROL = 0xF9;

    private GifStructure() {}

    /** Told of each extension. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * @param label what kind of extension it is
         * @param start where it begins
         * @param bytes at its first sub-block; must be read up to behind its last
         */
        void extension(int label, long start, PictureBytes bytes) throws IOException, DamagedPictureException;
    }

    /** @param end behind the last byte that belongs to the picture */
    public record Image(Dimensions dimensions, long end) {}

    static Dimensions measure(PictureBytes bytes) throws IOException, DamagedPictureException {
        return walk(bytes, (label, start, content) -> skipSubBlocks(content)).dimensions();
    }

    /**
     * Section 20 wants each image within the logical screen, but decoders take larger ones and then need the room. So
     * the dimensions are those of the canvas that holds the screen and every image, or a screen of one pixel would walk
     * past the limit on pixels.
     *
     * <p>Browsers take a picture without its trailer, and take anything between blocks for the end, when an image was there.
     */
    public static Image walk(PictureBytes bytes, Visitor visitor) throws IOException, DamagedPictureException {
        if (!SIGNATURES.contains(new String(bytes.take(6), StandardCharsets.ISO_8859_1))) {
            throw new DamagedPictureException("no GIF signature");
        }
        int width = bytes.littleEndianU16();
        int height = bytes.littleEndianU16();
        int flags = bytes.u8();
        bytes.skip(2);
        skipColourTable(bytes, flags);
        boolean image = false;
        boolean announced = false;
        while (bytes.remaining() > 0) {
            long start = bytes.position();
            int block = bytes.u8();
            if (block == IMAGE) {
                image = true;
                announced = false;
                int left = bytes.littleEndianU16();
                int top = bytes.littleEndianU16();
                int across = bytes.littleEndianU16();
                int down = bytes.littleEndianU16();
                width = Math.max(width, left + across);
                height = Math.max(height, top + down);
                skipColourTable(bytes, bytes.u8());
                imageData(bytes, (long) across * down);
            } else if (block == EXTENSION) {
                int label = bytes.u8();
                announced |= label == GRAPHIC_CONTROL;
                if (!extension(visitor, label, start, bytes, image && !announced)) {
                    return new Image(Dimensions.read(width, height), start);
                }
            } else if (!image || (announced && block != TRAILER)) {
                throw new DamagedPictureException("block %02X at byte %d before an image".formatted(block, start));
            } else {
                return new Image(Dimensions.read(width, height), block == TRAILER ? bytes.position() : start);
            }
        }
        if (!image || announced) {
            throw new DamagedPictureException("cut off before an image, at byte " + bytes.position());
        }
        return new Image(Dimensions.read(width, height), bytes.position());
    }

    /** The end of the last image may be missing, when its pixels are all there. */
    private static void imageData(PictureBytes bytes, long pixels) throws IOException, DamagedPictureException {
        long start = bytes.position();
        try {
            bytes.skip(1);
            skipSubBlocks(bytes);
        } catch (DamagedPictureException e) {
            if (!bytes.proves(file -> GifData.isWhole(file, start, pixels))) {
                throw e;
            }
        }
    }

    /** @return false for words that are cut off where no picture data is missing */
    private static boolean extension(Visitor visitor, int label, long start, PictureBytes bytes, boolean mayBeCut)
            throws IOException, DamagedPictureException {
        try {
            visitor.extension(label, start, bytes);
            return true;
        } catch (DamagedPictureException e) {
            if (!mayBeCut) {
                throw e;
            }
            return false;
        }
    }

    /** Sections 19 and 21: flag and size lie in the same bits for the global and for a local table. */
    private static void skipColourTable(PictureBytes bytes, int flags) throws DamagedPictureException {
        if ((flags & 0x80) != 0) {
            bytes.skip(3L << ((flags & 0x07) + 1));
        }
    }

    /** Section 15. */
    public static void skipSubBlocks(PictureBytes bytes) throws IOException, DamagedPictureException {
        int length = bytes.u8();
        while (length > 0) {
            bytes.skip(length);
            length = bytes.u8();
        }
    }
}
