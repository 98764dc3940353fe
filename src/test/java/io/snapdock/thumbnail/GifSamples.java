package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import io.snapdock.support.Pictures;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** GIF89a: frames that are smaller than the canvas, beside it and larger, transparency, disposal. */
final class GifSamples {

    private static final int NOT_TRANSPARENT = -1;

    private GifSamples() {}

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        byte[] frame = frame(new Card(300, 220, false), 0, 0, false);
        byte[] interlaced = frame(new Card(300, 220, false), 0, 0, true);
        all.add(sample("one frame", gif(300, 220, frame)));
        all.add(sample("interlaced", gif(300, 220, interlaced)));
        all.add(sample("large", gif(1_200, 961, frame(new Card(1_200, 961, false), 0, 0, false))));
        all.add(sample("transparent", gif(300, 220, control(0, 0b11_100_00), frame)));
        all.add(sample("background colour", gif(300, 220, control(0, 0b11_100_00), frame), 3));
        byte[] small = frame(new Card(80, 60, false), 200, 150, false);
        for (int disposal = 0; disposal <= 3; disposal++) {
            byte[] control = control(disposal, NOT_TRANSPARENT);
            all.add(sample("small first frame, disposal " + disposal, gif(320, 240, control, small, control, frame)));
            all.add(sample(
                    "small first frame, transparent, disposal " + disposal,
                    gif(320, 240, control(disposal, 0b11_100_00), small, control, frame)));
            all.add(sample("whole first frame, disposal " + disposal, gif(300, 220, control, frame, control, small)));
        }
        all.add(sample("small only frame", gif(320, 240, small)));
        all.add(sample("small only frame of GIF87a", version87(gif(320, 240, small))));
        all.add(sample("small only frame, background colour", gif(320, 240, small), 3));
        all.add(sample("small first frame on a large canvas", gif(2_400, 1_800, small)));
        all.add(sample(
                "large first frame on a large canvas",
                gif(2_400, 1_800, frame(new Card(1_201, 901, false), 777, 555, false))));
        all.add(sample("frame that ends outside", gif(320, 240, frame(new Card(300, 220, false), 100, 100, false))));
        all.add(sample("frame larger than the canvas", gif(100, 80, frame)));
        all.add(sample("frame outside", gif(100, 80, frame(new Card(50, 40, false), 150, 100, false))));
        all.add(sample("canvas of nothing", gif(0, 0, frame)));
        all.add(sample(
                "second frame larger than the canvas",
                gif(80, 60, frame(new Card(80, 60, false), 0, 0, false), frame)));
        all.add(sample("canvas 1 by 1", gif(1, 1, frame)));
        all.add(sample("local palette", local(gif(300, 220, frame))));
        return all;
    }

    /** 2-2-1 bits of red, green, blue and one to spare, as a palette for all frames. */
    static byte[] gif(int width, int height, byte[]... blocks) {
        byte[] head = ByteBuffer.allocate(13)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) width)
                .putShort((short) height)
                .put((byte) 0xF7)
                .array();
        byte[] loop = Pictures.joined(
                new byte[] {0x21, (byte) 0xFF, 11},
                "NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII),
                new byte[] {3, 1, 0, 0, 0});
        return Pictures.joined(head, palette(), loop, Pictures.joined(blocks), new byte[] {0x3B});
    }

    private static byte[] palette() {
        byte[] palette = new byte[768];
        for (int i = 0; i < 256; i++) {
            palette[3 * i] = (byte) ((i >> 5) * 36);
            palette[3 * i + 1] = (byte) ((i >> 2 & 7) * 36);
            palette[3 * i + 2] = (byte) ((i & 3) * 85);
        }
        return palette;
    }

    /** Image descriptor and data, by the JDK's writer, without a palette of its own. */
    private static byte[] frame(Card card, int x, int y, boolean interlaced) {
        byte[] palette = palette();
        byte[][] colours = new byte[3][256];
        for (int i = 0; i < 256; i++) {
            for (int band = 0; band < 3; band++) {
                colours[band][i] = palette[3 * i + band];
            }
        }
        BufferedImage image = new BufferedImage(
                card.width(),
                card.height(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, 256, colours[0], colours[1], colours[2]));
        for (int line = 0; line < card.height(); line++) {
            // The writer interlaces whatever it is asked to: it is not, and so the lines are put in order here.
            int from = interlaced ? interlacedLine(line, card.height()) : line;
            for (int column = 0; column < card.width(); column++) {
                int index = card.red(column, from) >> 5 << 5
                        | card.green(column, from) >> 5 << 2
                        | card.blue(column, from) >> 6;
                image.getRaster().setSample(column, line, 0, index);
            }
        }
        byte[] gif = Pictures.encoded(image, "gif");
        int at = 13 + 768;
        while (gif[at] == 0x21) {
            at += 2;
            while (gif[at] != 0) {
                at += 1 + (gif[at] & 0xFF);
            }
            at++;
        }
        byte[] frame = Arrays.copyOfRange(gif, at, gif.length - 1);
        ByteBuffer.wrap(frame)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(1, (short) x)
                .putShort(3, (short) y);
        frame[9] = (byte) (interlaced ? 0x40 : 0);
        return frame;
    }

    /** Appendix E: which line of the picture is the n-th in the file. */
    private static int interlacedLine(int position, int height) {
        int left = position;
        for (int[] pass : new int[][] {{0, 8}, {4, 8}, {2, 4}, {1, 2}}) {
            int lines = (height - pass[0] + pass[1] - 1) / pass[1];
            if (left < lines) {
                return pass[0] + left * pass[1];
            }
            left -= lines;
        }
        throw new IllegalArgumentException("line " + position);
    }

    /** @param transparent an index, or none */
    private static byte[] control(int disposal, int transparent) {
        int flags = disposal << 2 | (transparent == NOT_TRANSPARENT ? 0 : 1);
        return new byte[] {0x21, (byte) 0xF9, 4, (byte) flags, 50, 0, (byte) transparent, 0};
    }

    private static byte[] version87(byte[] gif) {
        gif[4] = '7';
        return gif;
    }

    /** Moves the palette to the first frame. */
    private static byte[] local(byte[] gif) {
        byte[] palette = Arrays.copyOfRange(gif, 13, 781);
        byte[] rest = Arrays.copyOfRange(gif, 781 + 19, gif.length);
        rest[9] |= (byte) 0x87;
        byte[] head = Arrays.copyOf(gif, 13);
        head[10] = 0;
        return Pictures.joined(head, Arrays.copyOf(rest, 10), palette, Arrays.copyOfRange(rest, 10, rest.length));
    }

    private static Sample sample(String name, byte[] bytes) {
        return new Sample(name, PictureType.GIF, bytes);
    }

    private static Sample sample(String name, byte[] bytes, int background) {
        bytes[11] = (byte) background;
        return sample(name, bytes);
    }
}
