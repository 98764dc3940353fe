package io.snapdock.photo;

import io.snapdock.picture.PictureType;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * Finds how a camera was held, from a file's Exif block. The block is looked for here and not in the decoders' metadata:
 * those refuse files whose segments stand in an unusual order, and can be made to inflate megabytes of text chunks.
 */
final class ExifOrientation {

    /** CIPA DC-008 4.7.2: what stands before the TIFF header in JPEG, and what Thumbnailator expects everywhere. */
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    /** The most that a JPEG segment holds; the orientation stands in the first directory of any block. */
    private static final int MAX_EXIF_BYTES = 65_533;

    private ExifOrientation() {}

    /** Upright when the file says nothing, or nothing that can be read. */
    static Orientation of(ImageInputStream in, PictureType type) throws IOException {
        try {
            byte[] exif = switch (type) {
                case JPEG -> inJpeg(in);
                case PNG -> inChunks(in, 8, ByteOrder.BIG_ENDIAN, "eXIf");
                case WEBP -> inChunks(in, 12, ByteOrder.LITTLE_ENDIAN, "EXIF");
                default -> null;
            };
            Orientation orientation = exif == null ? null : ExifUtils.getOrientationFromExif(exif);
            return orientation == null ? Orientation.TOP_LEFT : orientation;
        } catch (EOFException | RuntimeException e) {
            // A broken Exif block is common and harms nothing but the orientation.
            return Orientation.TOP_LEFT;
        }
    }

    private static byte[] inJpeg(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(2);
        while (in.readUnsignedByte() == 0xFF) {
            int marker = in.readUnsignedByte();
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
            if (marker == 0xDA || marker == 0xD9) {
                return null;
            }
            int length = in.readUnsignedShort() - 2;
            long next = in.getStreamPosition() + length;
            if (marker == 0xE1 && length > EXIF.length) {
                byte[] segment = new byte[length];
                in.readFully(segment);
                // The other inhabitant of APP1 is XMP.
                if (Arrays.equals(segment, 0, EXIF.length, EXIF, 0, EXIF.length)) {
                    return segment;
                }
            }
            if (length < 0) {
                return null;
            }
            in.seek(next);
        }
        return null;
    }

    /** PNG writes length, name, data, checksum; WebP name, length, data, padding to even. */
    private static byte[] inChunks(ImageInputStream in, int firstAt, ByteOrder order, String wanted)
            throws IOException {
        boolean png = order == ByteOrder.BIG_ENDIAN;
        byte[] name = new byte[4];
        in.setByteOrder(order);
        in.seek(firstAt);
        while (true) {
            long length = png ? in.readUnsignedInt() : 0;
            in.readFully(name);
            length = png ? length : in.readUnsignedInt();
            if (wanted.equals(new String(name, StandardCharsets.US_ASCII))) {
                return block(in, (int) Math.min(length, MAX_EXIF_BYTES));
            }
            in.seek(in.getStreamPosition() + length + (png ? 4 : length & 1));
        }
    }

    private static byte[] block(ImageInputStream in, int bytes) throws IOException {
        byte[] block = new byte[bytes];
        in.readFully(block);
        // Outside JPEG the prefix is not part of the format, yet some writers leave it there.
        boolean prefixed = block.length >= EXIF.length && Arrays.equals(block, 0, EXIF.length, EXIF, 0, EXIF.length);
        if (prefixed) {
            return block;
        }
        byte[] exif = Arrays.copyOf(EXIF, EXIF.length + bytes);
        System.arraycopy(block, 0, exif, EXIF.length, bytes);
        return exif;
    }
}
