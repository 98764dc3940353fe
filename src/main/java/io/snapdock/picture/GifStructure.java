package io.snapdock.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** GIF89a: the logical screen, then blocks and their sub-blocks up to the trailer. */
public final class GifStructure {

    private static final Set<String> SIGNATURES = Set.of("GIF87a", "GIF89a");
    private static final int IMAGE = 0x2C;
    private static final int EXTENSION = 0x21;
    private static final int TRAILER = 0x3B;

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

    static Dimensions measure(PictureBytes bytes) throws IOException, DamagedPictureException {
        return walk(bytes, (label, start, content) -> skipSubBlocks(content));
    }

    /**
     * Section 20 wants each image within the logical screen, but decoders take larger ones and then need the room. So
     * the dimensions are those of the canvas that holds the screen and every image, or a screen of one pixel would walk
     * past the limit on pixels.
     */
    public static Dimensions walk(PictureBytes bytes, Visitor visitor) throws IOException, DamagedPictureException {
        if (!SIGNATURES.contains(new String(bytes.take(6), StandardCharsets.ISO_8859_1))) {
            throw new DamagedPictureException("no GIF signature");
        }
        int width = bytes.littleEndianU16();
        int height = bytes.littleEndianU16();
        int flags = bytes.u8();
        bytes.skip(2);
        skipColourTable(bytes, flags);
        boolean image = false;
        while (true) {
            int block = bytes.u8();
            switch (block) {
                case IMAGE -> {
                    image = true;
                    int left = bytes.littleEndianU16();
                    int top = bytes.littleEndianU16();
                    width = Math.max(width, left + bytes.littleEndianU16());
                    height = Math.max(height, top + bytes.littleEndianU16());
                    skipColourTable(bytes, bytes.u8());
                    bytes.skip(1);
                    skipSubBlocks(bytes);
                }
                case EXTENSION -> {
                    long start = bytes.position() - 1;
                    visitor.extension(bytes.u8(), start, bytes);
                }
                case TRAILER -> {
                    if (!image) {
                        throw new DamagedPictureException("no image before the trailer");
                    }
                    return Dimensions.read(width, height);
                }
                default ->
                    throw new DamagedPictureException("block %02X at byte %d".formatted(block, bytes.position() - 1));
            }
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
