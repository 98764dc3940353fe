package io.snapdock.support;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Pictures for tests, made here. Seen upright each shows four quadrants: top left red, top right green, bottom left
 * blue, bottom right yellow.
 */
public final class Pictures {

    public static final int RED = 0xFF0000;
    public static final int GREEN = 0x00FF00;
    public static final int BLUE = 0x0000FF;
    public static final int YELLOW = 0xFFFF00;

    private static final int JPEG_END_BYTES = 2;
    private static final byte TABLES = (byte) 0xDB;
    private static final int TABLES_HEADER_BYTES = 4;
    private static final int TABLE_BYTES = 65;
    private static final int MOST_TABLES = (65_535 - 2) / TABLE_BYTES;

    private Pictures() {}

    /**
     * A JPEG as phones write it: Exif right behind the start of the image, no JFIF.
     *
     * @param width of the picture as stored, before its orientation
     * @param height as stored
     * @param exifOrientation 1 to 8; the stored pixels are turned so that whoever heeds it sees the quadrants upright
     */
    public static byte[] jpeg(int width, int height, int exifOrientation) {
        boolean turned = exifOrientation >= 5;
        int right = (turned ? height : width) - 1;
        int bottom = (turned ? width : height) - 1;
        BufferedImage stored = image(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int colour = switch (exifOrientation) {
                    case 1 -> quadrant(x, y, right, bottom);
                    case 2 -> quadrant(right - x, y, right, bottom);
                    case 3 -> quadrant(right - x, bottom - y, right, bottom);
                    case 4 -> quadrant(x, bottom - y, right, bottom);
                    case 5 -> quadrant(y, x, right, bottom);
                    case 6 -> quadrant(right - y, x, right, bottom);
                    case 7 -> quadrant(right - y, bottom - x, right, bottom);
                    case 8 -> quadrant(y, bottom - x, right, bottom);
                    default -> throw new IllegalArgumentException("orientation " + exifOrientation);
                };
                stored.setRGB(x, y, colour);
            }
        }
        byte[] plain = encoded(stored, "jpeg");
        int app0End = 4 + ByteBuffer.wrap(plain).getShort(4);
        return joined(new byte[] {(byte) 0xFF, (byte) 0xD8}, exif(exifOrientation), from(plain, app0End));
    }

    public static byte[] jpeg(int width, int height) {
        return jpeg(width, height, 1);
    }

    /** A JPEG that no encoder can make small: more than half a byte for each pixel. */
    public static byte[] noisyJpeg(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new java.util.Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        return encoded(image, "jpeg");
    }

    /** A JPEG with a comment (ITU-T T.81 B.2.4.5) behind its start. */
    public static byte[] withComment(byte[] jpeg, String text) {
        byte[] comment = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int length = comment.length + 2;
        byte[] head = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xFE, (byte) (length >> 8), (byte) length};
        return joined(head, comment, java.util.Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** Four components, as print shops deliver them and as the JDK cannot read. */
    public static byte[] cmykJpeg(int width, int height) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** True colour with an alpha channel, all of it opaque. */
    public static byte[] png(int width, int height) {
        return encoded(quadrants(width, height, BufferedImage.TYPE_INT_ARGB), "png");
    }

    /** One frame. */
    public static byte[] gif(int width, int height) {
        return encoded(quadrants(width, height, BufferedImage.TYPE_INT_RGB), "gif");
    }

    /** 64 x 48, VP8. */
    public static byte[] lossyWebp() {
        return resource("lossy.webp");
    }

    /** 64 x 48, VP8L. */
    public static byte[] losslessWebp() {
        return resource("lossless.webp");
    }

    /** 64 x 48, VP8X with two frames; the first shows the quadrants. */
    public static byte[] animatedWebp() {
        return resource("animated.webp");
    }

    /** 64 x 64. */
    public static byte[] heic() {
        return resource("quadrants.heic");
    }

    /** 64 x 48. */
    public static byte[] avif() {
        return resource("quadrants.avif");
    }

    /**
     * A real PNG, white, one bit a pixel: as small as deflate gets it, a thousandth of what it inflates to. 30,000 x
     * 30,000 pixels come to 110 KB.
     */
    public static byte[] hugePng(int width, int height) {
        return whitePng(width, height, 1, 0, 1);
    }

    /** A real PNG, white, three bytes a pixel: 10,000 x 10,000 pixels come to 300 KB, and take seconds to decode. */
    public static byte[] slowPng(int width, int height) {
        return whitePng(width, height, 8, 2, 3);
    }

    private static byte[] whitePng(int width, int height, int bits, int colourType, int samples) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        byte[] row = new byte[1 + (width * bits * samples + 7) / 8];
        Arrays.fill(row, 1, row.length, (byte) 0xFF);
        try (OutputStream deflated = new DeflaterOutputStream(data, deflater)) {
            for (int y = 0; y < height; y++) {
                deflated.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {(byte) bits, (byte) colourType, 0, 0, 0})
                .array();
        return joined(
                from(png(1, 1), 0, 8),
                pngChunk("IHDR", header),
                pngChunk("IDAT", data.toByteArray()),
                pngChunk("IEND", new byte[0]));
    }

    /** A chunk with its length and checksum. */
    public static byte[] pngChunk(String name, byte[] data) {
        byte[] named = joined(name.getBytes(StandardCharsets.US_ASCII), data);
        CRC32 checksum = new CRC32();
        checksum.update(named);
        return ByteBuffer.allocate(named.length + 8)
                .putInt(data.length)
                .put(named)
                .putInt((int) checksum.getValue())
                .array();
    }

    /** The first half. */
    public static byte[] truncated(byte[] picture) {
        return Arrays.copyOf(picture, picture.length / 2);
    }

    /** A valid JPEG of exactly so many bytes, 640 x 480 pixels; for millions of them take the stream. */
    public static byte[] jpegOfSize(int bytes) {
        try (InputStream in = jpegStreamOfSize(bytes)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same as a stream that is made while it is read and takes no more memory for 50 MiB than for one: most of it is
     * tables in front of the picture.
     *
     * @param bytes at least 20,000
     */
    public static InputStream jpegStreamOfSize(long bytes) {
        byte[] picture = jpeg(640, 480);
        long padding = bytes - picture.length;
        if (padding < 0) {
            throw new IllegalArgumentException("A JPEG of %d bytes at least".formatted(picture.length));
        }
        byte[] tables = tables(MOST_TABLES, null);
        int segments = (int) (padding / tables.length);
        int rest = (int) (padding % tables.length);
        int count = Math.max(0, (rest - TABLES_HEADER_BYTES) / TABLE_BYTES);
        byte[] last = count == 0 ? new byte[0] : tables(count, null);
        // Too little for a table of its own: fill bytes, which may stand before any marker (T.81 B.1.1.2).
        byte[] fill = filled(rest - last.length);
        Stream<byte[]> parts = Stream.of(
                        Stream.of(from(picture, 0, 2)),
                        IntStream.range(0, segments).mapToObj(i -> tables),
                        Stream.of(last, fill, from(picture, 2)))
                .flatMap(part -> part);
        List<InputStream> streams =
                parts.<InputStream>map(ByteArrayInputStream::new).toList();
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    /**
     * {@link #jpegOfSize} with noise in its tables: no two seeds give the same bytes, and no piece of one can stand for another.
     */
    public static byte[] noisyJpegOfSize(int bytes, long seed) {
        byte[] picture = jpegOfSize(bytes);
        Random random = new Random(seed);
        int at = 2;
        while (picture[at] == (byte) 0xFF && picture[at + 1] == TABLES) {
            int length = ByteBuffer.wrap(picture).getShort(at + 2) & 0xFFFF;
            byte[] noisy = tables((length - 2) / TABLE_BYTES, random);
            System.arraycopy(noisy, 0, picture, at, noisy.length);
            at += 2 + length;
        }
        return picture;
    }

    /** The same as a file. */
    public static Path jpegFileOfSize(Path file, long bytes) throws IOException {
        try (InputStream in = jpegStreamOfSize(bytes)) {
            Files.copy(in, file);
        }
        return file;
    }

    /** A still of which nearly all is scan data, the part that a check must read byte by byte. */
    public static byte[] jpegWithScanOf(int bytes) {
        byte[] picture = jpeg(16, 16);
        byte[] scan = new byte[bytes];
        Arrays.fill(scan, (byte) 0x55);
        int end = picture.length - JPEG_END_BYTES;
        return joined(from(picture, 0, end), scan, from(picture, end));
    }

    /** The parts one behind the other. */
    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** The quadrants as ImageIO takes them, in one of {@link BufferedImage}'s types. */
    public static BufferedImage quadrants(int width, int height, int imageType) {
        BufferedImage image = image(width, height, imageType);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xFF000000 | quadrant(x, y, width - 1, height - 1));
            }
        }
        return image;
    }

    /** By the JDK's own writer for that format. */
    public static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("The JDK writes no such " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** An APP1 segment, or what PNG and WebP keep of it behind its first ten bytes: a directory with one entry. */
    public static byte[] exif(int orientation) {
        byte[] tiff = ByteBuffer.allocate(26)
                .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
        return ByteBuffer.allocate(10 + tiff.length)
                .putShort((short) 0xFFE1)
                .putShort((short) (8 + tiff.length))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(tiff)
                .array();
    }

    private static BufferedImage image(int width, int height, int imageType) {
        return new BufferedImage(width, height, imageType);
    }

    private static int quadrant(int x, int y, int right, int bottom) {
        boolean left = 2 * x <= right;
        boolean top = 2 * y <= bottom;
        return top ? (left ? RED : GREEN) : (left ? BLUE : YELLOW);
    }

    /**
     * A segment of quantization tables that no component uses (T.81 B.2.4.1): bytes that belong to the picture, so that no policy takes them out.
     *
     * @param noise what the tables hold; null for ones
     */
    private static byte[] tables(int count, Random noise) {
        ByteBuffer segment = ByteBuffer.allocate(TABLES_HEADER_BYTES + count * TABLE_BYTES)
                .put((byte) 0xFF)
                .put(TABLES)
                .putShort((short) (2 + count * TABLE_BYTES));
        for (int table = 0; table < count; table++) {
            segment.put((byte) 3);
            for (int i = 1; i < TABLE_BYTES; i++) {
                segment.put((byte) (noise == null ? 1 : 1 + noise.nextInt(255)));
            }
        }
        return segment.array();
    }

    private static byte[] filled(int bytes) {
        byte[] filled = new byte[bytes];
        Arrays.fill(filled, (byte) 0xFF);
        return filled;
    }

    private static byte[] from(byte[] bytes, int start) {
        return from(bytes, start, bytes.length);
    }

    private static byte[] from(byte[] bytes, int start, int end) {
        return Arrays.copyOfRange(bytes, start, end);
    }

    public static byte[] resource(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream("/pictures/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
