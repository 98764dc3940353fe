package io.snapdock.picture;

import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.format.PictureType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Reads a picture's dimensions out of its first bytes, while the rest is still on its way: what is far too large need not be
 * sent to the end. An early look and no proof; {@link PictureCheck} has the last word.
 */
public final class PictureHeader {

    private static final int SOI_BYTES = 2;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int FILL = 0xFF;

    private PictureHeader() {}

    /**
     * The stored picture's dimensions.
     *
     * @param beginning as many of the file's first bytes as there are
     * @return empty when these bytes do not say it: too few, damaged, or a type (HEIC, AVIF) that says it in places all over
     */
    public static Optional<Dimensions> dimensions(PictureType type, byte[] beginning) {
        try {
            return switch (type) {
                case JPEG -> jpeg(ByteBuffer.wrap(beginning));
                // 11.2.1: behind signature, length and name of the first chunk.
                case PNG ->
                    read(
                            ByteBuffer.wrap(beginning).getInt(16),
                            ByteBuffer.wrap(beginning).getInt(20));
                // GIF89a 18.
                case GIF ->
                    read(
                            littleEndian(beginning).getChar(6),
                            littleEndian(beginning).getChar(8));
                case WEBP -> webp(littleEndian(beginning));
                case HEIC, AVIF -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Optional<Dimensions> read(int width, int height) {
        return width < 1 || height < 1 ? Optional.empty() : Optional.of(new Dimensions(width, height));
    }

    /** ITU-T T.81 B.1.1.4: from segment to segment up to the frame's (B.2.2). */
    private static Optional<Dimensions> jpeg(ByteBuffer bytes) {
        int at = SOI_BYTES;
        while (true) {
            int marker = bytes.get(at + 1) & 0xFF;
            if (marker == FILL) {
                at++;
                continue;
            }
            if (isFrame(marker)) {
                return read(bytes.getChar(at + 7), bytes.getChar(at + 5));
            }
            at += 2 + Math.max(2, bytes.getChar(at + 2));
        }
    }

    /** All from SOF0 to SOF15 but for DHT, JPG and DAC, which lie among them. */
    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME && marker <= LAST_FRAME && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** RFC 9649, 2.5 to 2.7: the first chunk says it, whichever of the three it is. */
    private static Optional<Dimensions> webp(ByteBuffer bytes) {
        return switch (bytes.get(15)) {
            case 'X' -> read(1 + (bytes.getInt(24) & 0xFF_FFFF), 1 + (bytes.getInt(26) >>> 8));
            case 'L' -> read(1 + (bytes.getInt(21) & 0x3FFF), 1 + (bytes.getInt(21) >>> 14 & 0x3FFF));
            default -> read(bytes.getChar(26) & 0x3FFF, bytes.getChar(28) & 0x3FFF);
        };
    }
}
