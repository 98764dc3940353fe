package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The transparency of a lossy WebP, RFC 9649 section 2.7.1.2: one byte a pixel, as it is or compressed, each predicted from those before it. */
final class WebpAlpha {

    private static final int RAW = 0;
    private static final int LOSSLESS = 1;

    /** RFC 9649 section 3.4: signature, 14 bits of width and of height less one, alpha, version. */
    private static final int SIGNATURE = 0x2F;

    private static final int GREEN = 1;

    private final Codecs codecs;
    private final ImageInputStream in;
    private final WebpContainer webp;

    WebpAlpha(Codecs codecs, ImageInputStream in, WebpContainer webp) {
        this.codecs = codecs;
        this.in = in;
        this.webp = webp;
    }

    /** Every {@code step}-th, across and down. */
    byte[] reduced(int width, int height, int step) throws IOException, UndecodablePictureException {
        WebpContainer.Chunk chunk = webp.alpha();
        in.seek(chunk.start());
        int head = in.readUnsignedByte();
        int filter = head >> 2 & 3;
        Lines lines = switch (head & 3) {
            case RAW -> raw(chunk, width, height);
            case LOSSLESS -> lossless(chunk, width, height);
            default -> throw new UndecodablePictureException("alpha of compression " + (head & 3));
        };
        int across = Reduced.reduced(width, step);
        byte[] reduced = new byte[across * Reduced.reduced(height, step)];
        byte[] above = new byte[width];
        byte[] line = new byte[width];
        for (int y = 0; y < height; y++) {
            lines.read(y, line);
            restore(line, above, filter, y == 0);
            if (y % step == 0) {
                for (int x = 0; x < across; x++) {
                    reduced[y / step * across + x] = line[x * step];
                }
            }
            byte[] next = above;
            above = line;
            line = next;
        }
        return reduced;
    }

    @FunctionalInterface
    private interface Lines {
        void read(int y, byte[] line) throws IOException;
    }

    private Lines raw(WebpContainer.Chunk chunk, int width, int height) throws EOFException {
        if (chunk.length() - 1 < (long) width * height) {
            throw new EOFException("alpha of %d bytes".formatted(chunk.length()));
        }
        return (y, line) -> in.readFully(line);
    }

    private Lines lossless(WebpContainer.Chunk chunk, int width, int height)
            throws IOException, UndecodablePictureException {
        byte[] head = ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) SIGNATURE)
                .putInt((width - 1) | ((height - 1) << 14))
                .array();
        ImageReader reader = codecs.reader(PictureType.WEBP);
        try (Splice picture = WebpContainer.bare(in, "VP8L", head, chunk.start() + 1, chunk.end())) {
            reader.setInput(picture, true, true);
            Raster raster = reader.read(0).getRaster();
            int[] samples = new int[width];
            return (y, line) -> {
                raster.getSamples(0, y, width, 1, GREEN, samples);
                for (int x = 0; x < width; x++) {
                    line[x] = (byte) samples[x];
                }
            };
        } finally {
            reader.dispose();
        }
    }

    private static void restore(byte[] line, byte[] above, int filter, boolean first) {
        int width = line.length;
        switch (filter) {
            case 1 -> {
                line[0] += first ? 0 : above[0];
                fromLeft(line);
            }
            case 2 -> {
                if (first) {
                    fromLeft(line);
                } else {
                    for (int x = 0; x < width; x++) {
                        line[x] += above[x];
                    }
                }
            }
            case 3 -> {
                if (first) {
                    fromLeft(line);
                } else {
                    line[0] += above[0];
                    for (int x = 1; x < width; x++) {
                        int gradient = (line[x - 1] & 0xFF) + (above[x] & 0xFF) - (above[x - 1] & 0xFF);
                        line[x] += (byte) Math.max(0, Math.min(255, gradient));
                    }
                }
            }
            default -> {
                // As they are.
            }
        }
    }

    private static void fromLeft(byte[] line) {
        for (int x = 1; x < line.length; x++) {
            line[x] += line[x - 1];
        }
    }
}
