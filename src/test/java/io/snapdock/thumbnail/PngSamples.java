package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import io.snapdock.support.Pictures;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** PNG (Third Edition) in every colour type and depth, with the chunks that change what is seen. */
final class PngSamples {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    private static final int GREY = 0;
    private static final int COLOUR = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int COLOUR_ALPHA = 6;

    /** Adam7: first column, first line, columns apart, lines apart. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] TYPES_AND_DEPTHS = {
        {GREY, 1},
        {GREY, 2},
        {GREY, 4},
        {GREY, 8},
        {GREY, 16},
        {COLOUR, 8},
        {COLOUR, 16},
        {PALETTE, 1},
        {PALETTE, 2},
        {PALETTE, 4},
        {PALETTE, 8},
        {GREY_ALPHA, 8},
        {GREY_ALPHA, 16},
        {COLOUR_ALPHA, 8},
        {COLOUR_ALPHA, 16}
    };

    private PngSamples() {}

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        for (int[] kind : TYPES_AND_DEPTHS) {
            String name = "type %d depth %d".formatted(kind[0], kind[1]);
            all.add(sample(name, png(kind[0], kind[1], false, 300, 220)));
            all.add(sample(name + ", interlaced", png(kind[0], kind[1], true, 300, 220)));
            if (kind[1] >= 8) {
                all.add(sample(name + ", large", png(kind[0], kind[1], false, 1_200, 961)));
            }
            if (kind[0] < GREY_ALPHA) {
                all.add(sample(name + ", tRNS", png(kind[0], kind[1], false, 300, 220, transparency(kind))));
            }
        }
        profiles(all);
        colourChunks(all);
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] exif = Pictures.exif(orientation);
            byte[] chunk = Pictures.pngChunk("eXIf", Arrays.copyOfRange(exif, 10, exif.length));
            all.add(sample("eXIf " + orientation, png(COLOUR, 8, false, 300, 220, chunk)));
        }
        byte[] exif = Pictures.pngChunk("eXIf", Arrays.copyOfRange(Pictures.exif(6), 10, 36));
        byte[] plain = png(COLOUR, 8, false, 300, 220);
        all.add(sample("eXIf 6 after IDAT", insertedBeforeEnd(plain, exif)));
        animated(all);
        return all;
    }

    private static void profiles(List<Sample> all) {
        int[][] kinds = {{GREY, 8}, {COLOUR, 8}, {COLOUR, 16}, {PALETTE, 8}, {GREY_ALPHA, 8}, {COLOUR_ALPHA, 8}};
        for (int[] kind : kinds) {
            IccSamples.all().forEach((profile, icc) -> {
                if (icc.length > 0) {
                    all.add(sample(
                            "type %d depth %d, profile %s".formatted(kind[0], kind[1], profile),
                            png(kind[0], kind[1], false, 300, 220, iccp(icc))));
                }
            });
        }
        byte[] iccp = iccp(IccSamples.swapped());
        byte[] badDeflate = Pictures.pngChunk("iCCP", new byte[] {'x', 0, 0, 1, 2, 3, 4, 5, 6});
        all.add(sample("iCCP that does not inflate", png(COLOUR, 8, false, 300, 220, badDeflate)));
        all.add(sample("iCCP and sRGB", png(COLOUR, 8, false, 300, 220, iccp, chunk("sRGB", 0))));
        all.add(sample("sRGB and iCCP", png(COLOUR, 8, false, 300, 220, chunk("sRGB", 0), iccp)));
        all.add(sample("iCCP and gAMA", png(COLOUR, 8, false, 300, 220, iccp, gamma(100_000))));
        all.add(sample("gAMA, cHRM and iCCP", png(COLOUR, 8, false, 300, 220, gamma(100_000), chroma(2020), iccp)));
        all.add(sample("iCCP after PLTE", afterPalette(png(PALETTE, 8, false, 300, 220), iccp)));
        all.add(sample("two iCCP", png(COLOUR, 8, false, 300, 220, iccp(IccSamples.adobe()), iccp)));
        byte[] wrongSum = iccp.clone();
        wrongSum[wrongSum.length - 1] ^= 1;
        all.add(sample("iCCP with a wrong checksum", png(COLOUR, 8, false, 300, 220, wrongSum)));
        all.add(sample("iCCP, large", png(COLOUR, 8, false, 1_200, 961, iccp)));
        all.add(sample("iCCP, interlaced", png(COLOUR, 8, true, 300, 220, iccp)));
    }

    private static void colourChunks(List<Sample> all) {
        int[][] kinds = {{GREY, 8}, {COLOUR, 8}, {PALETTE, 8}, {GREY_ALPHA, 16}, {COLOUR_ALPHA, 8}};
        for (int[] kind : kinds) {
            String name = "type %d depth %d, ".formatted(kind[0], kind[1]);
            byte[][][] chunks = {
                {gamma(45_455)},
                {gamma(100_000)},
                {gamma(55_556)},
                {gamma(1)},
                {gamma(0)},
                {chroma(709)},
                {chroma(2020)},
                {chroma(0)},
                {gamma(100_000), chroma(709)},
                {gamma(45_455), chroma(2020)},
                {gamma(100_000), chunk("sRGB", 0)},
                {chunk("sRGB", 0)},
                {chunk("sRGB", 9)}
            };
            String[] names = {
                "gAMA 2.2",
                "gAMA 1",
                "gAMA 1.8",
                "gAMA tiny",
                "gAMA 0",
                "cHRM 709",
                "cHRM 2020",
                "cHRM of zeros",
                "gAMA 1 cHRM 709",
                "gAMA 2.2 cHRM 2020",
                "gAMA 1 sRGB",
                "sRGB",
                "sRGB 9"
            };
            for (int i = 0; i < names.length; i++) {
                all.add(sample(name + names[i], png(kind[0], kind[1], false, 300, 220, chunks[i])));
            }
        }
        int[][] codes = {
            {1, 13, 0, 1},
            {12, 13, 0, 1},
            {9, 13, 0, 1},
            {1, 1, 0, 1},
            {9, 14, 0, 1},
            {1, 8, 0, 1},
            {1, 4, 0, 1},
            {5, 5, 0, 1},
            {9, 16, 0, 1},
            {9, 18, 0, 1},
            {12, 16, 0, 1},
            {1, 13, 0, 0},
            {1, 13, 1, 1},
            {2, 2, 0, 1},
            {99, 99, 0, 1},
            {12, 2, 0, 1},
            {6, 6, 0, 1},
            {11, 17, 0, 1},
            {1, 11, 0, 1},
            {1, 9, 0, 1},
            {10, 8, 0, 1},
            {22, 13, 0, 1}
        };
        for (int[] code : codes) {
            byte[] cicp = chunk("cICP", code);
            String name = "cICP " + Arrays.toString(code);
            all.add(sample(name, png(COLOUR, 8, false, 300, 220, cicp)));
            all.add(sample(name + " and iCCP", png(COLOUR, 8, false, 300, 220, cicp, iccp(IccSamples.swapped()))));
        }
        all.add(sample("grey, cICP P3", png(GREY, 8, false, 300, 220, chunk("cICP", 12, 13, 0, 1))));
        all.add(sample("cICP of 3 bytes", png(COLOUR, 8, false, 300, 220, chunk("cICP", 12, 13, 0))));
    }

    /** Animated PNG, Third Edition 4.9: with the first frame in IDAT, and with a still picture there that is no frame. */
    private static void animated(List<Sample> all) {
        byte[] acTL = Pictures.pngChunk(
                "acTL", ByteBuffer.allocate(8).putInt(2).putInt(0).array());
        byte[] small = scanlines(COLOUR, 8, false, new Card(100, 80, false));
        byte[] whole = scanlines(COLOUR, 8, false, new Card(300, 220, false));
        byte[] second = Pictures.joined(
                fcTL(1, 100, 80, 50, 60),
                Pictures.pngChunk("fdAT", Pictures.joined(new byte[] {0, 0, 0, 2}, deflated(small))));
        all.add(sample(
                "animated", insertedBeforeEnd(png(COLOUR, 8, false, 300, 220, acTL, fcTL(0, 300, 220, 0, 0)), second)));
        byte[] frames = Pictures.joined(
                fcTL(0, 300, 220, 0, 0),
                Pictures.pngChunk("fdAT", Pictures.joined(new byte[] {0, 0, 0, 1}, deflated(flipped(whole)))),
                fcTL(2, 100, 80, 50, 60),
                Pictures.pngChunk("fdAT", Pictures.joined(new byte[] {0, 0, 0, 3}, deflated(small))));
        all.add(sample(
                "animated, still picture apart", insertedBeforeEnd(png(COLOUR, 8, false, 300, 220, acTL), frames)));
    }

    private static byte[] flipped(byte[] lines) {
        byte[] flipped = lines.clone();
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] = i % 901 == 0 ? 0 : (byte) ~flipped[i];
        }
        return flipped;
    }

    private static byte[] fcTL(int sequence, int width, int height, int x, int y) {
        return Pictures.pngChunk(
                "fcTL",
                ByteBuffer.allocate(26)
                        .putInt(sequence)
                        .putInt(width)
                        .putInt(height)
                        .putInt(x)
                        .putInt(y)
                        .putShort((short) 500)
                        .putShort((short) 1)
                        .array());
    }

    static byte[] iccp(byte[] icc) {
        return Pictures.pngChunk("iCCP", Pictures.joined(new byte[] {'x', 0, 0}, deflated(icc)));
    }

    private static byte[] chunk(String name, int... bytes) {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        return Pictures.pngChunk(name, data);
    }

    private static byte[] gamma(int hundredThousandths) {
        return Pictures.pngChunk(
                "gAMA", ByteBuffer.allocate(4).putInt(hundredThousandths).array());
    }

    private static byte[] chroma(int standard) {
        int[] points = switch (standard) {
            case 709 -> new int[] {31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000};
            case 2020 -> new int[] {31_270, 32_900, 70_800, 29_200, 17_000, 79_700, 13_100, 4_600};
            default -> new int[8];
        };
        ByteBuffer data = ByteBuffer.allocate(32);
        Arrays.stream(points).forEach(data::putInt);
        return Pictures.pngChunk("cHRM", data.array());
    }

    /** One grey, one colour, or the first entries of the palette. */
    private static byte[] transparency(int[] kind) {
        int depth = kind[1];
        return switch (kind[0]) {
            case GREY -> {
                int value = new Card(300, 220, false).grey(0, 110) * ((1 << depth) - 1) / 255;
                yield Pictures.pngChunk("tRNS", new byte[] {(byte) (value >> 8), (byte) value});
            }
            // Black, where the ramp begins.
            case COLOUR -> Pictures.pngChunk("tRNS", new byte[6]);
            default -> Pictures.pngChunk("tRNS", new byte[] {0, (byte) 128});
        };
    }

    static byte[] png(int type, int depth, boolean interlaced, int width, int height, byte[]... chunks) {
        Card card = new Card(width, height, type >= GREY_ALPHA);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) type)
                .putShort((short) 0)
                .put((byte) (interlaced ? 1 : 0))
                .array();
        byte[] before = Pictures.joined(
                Stream.of(chunks).filter(chunk -> chunk[4] != 't').toArray(byte[][]::new));
        byte[] after = Pictures.joined(
                Stream.of(chunks).filter(chunk -> chunk[4] == 't').toArray(byte[][]::new));
        return Pictures.joined(
                SIGNATURE,
                Pictures.pngChunk("IHDR", header),
                before,
                type == PALETTE ? Pictures.pngChunk("PLTE", palette(depth)) : new byte[0],
                after,
                Pictures.pngChunk("IDAT", deflated(scanlines(type, depth, interlaced, card))),
                Pictures.pngChunk("IEND", new byte[0]));
    }

    private static byte[] scanlines(int type, int depth, boolean interlaced, Card card) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int[] pass : interlaced ? PASSES : new int[][] {{0, 0, 1, 1}}) {
            for (int y = pass[1]; y < card.height(); y += pass[3]) {
                if (pass[0] < card.width()) {
                    line(lines, type, depth, card, pass, y);
                }
            }
        }
        return lines.toByteArray();
    }

    private static void line(ByteArrayOutputStream lines, int type, int depth, Card card, int[] pass, int y) {
        lines.write(0);
        int held = 0;
        int bits = 0;
        for (int x = pass[0]; x < card.width(); x += pass[2]) {
            for (int sample : samples(type, depth, card, x, y)) {
                if (depth == 16) {
                    lines.write(sample);
                    // Noise where only 16 bits see it.
                    lines.write(sample);
                    continue;
                }
                held = held << depth | sample;
                bits += depth;
                if (bits == 8) {
                    lines.write(held);
                    held = 0;
                    bits = 0;
                }
            }
        }
        if (bits > 0) {
            lines.write(held << (8 - bits));
        }
    }

    /** In 16 bits: the high byte. */
    private static int[] samples(int type, int depth, Card card, int x, int y) {
        int grey = depth == 16 ? card.grey(x, y) : card.grey(x, y) * ((1 << depth) - 1) / 255;
        return switch (type) {
            case GREY -> new int[] {grey};
            case COLOUR -> new int[] {card.red(x, y), card.green(x, y), card.blue(x, y)};
            case PALETTE -> new int[] {paletteIndex(depth, card, x, y)};
            case GREY_ALPHA -> new int[] {grey, card.opacity(x, y)};
            default -> new int[] {card.red(x, y), card.green(x, y), card.blue(x, y), card.opacity(x, y)};
        };
    }

    private static int paletteIndex(int depth, Card card, int x, int y) {
        return switch (depth) {
            case 1 -> card.grey(x, y) >> 7;
            case 2 -> 2 * y / card.height() * 2 + 2 * x / card.width();
            case 4 -> card.red(x, y) >> 7 << 3 | card.green(x, y) >> 6 << 1 | card.blue(x, y) >> 7;
            default -> card.red(x, y) >> 5 << 5 | card.green(x, y) >> 5 << 2 | card.blue(x, y) >> 6;
        };
    }

    private static byte[] palette(int depth) {
        byte[] palette = new byte[3 << depth];
        for (int i = 0; i < 1 << depth; i++) {
            int colour = switch (depth) {
                case 1 -> i == 0 ? 0x206080 : 0xF0C090;
                case 2 -> new int[] {0xC83C28, 0x3CAA46, 0x3246BE, 0xDCBE3C}[i];
                case 4 -> (i >> 3) * 0xC00000 + (i >> 1 & 3) * 0x5000 + (i & 1) * 0xC0;
                default -> (i >> 5) * 0x240000 + (i >> 2 & 7) * 0x2400 + (i & 3) * 0x55;
            };
            palette[3 * i] = (byte) (colour >> 16);
            palette[3 * i + 1] = (byte) (colour >> 8);
            palette[3 * i + 2] = (byte) colour;
        }
        return palette;
    }

    private static byte[] insertedBeforeEnd(byte[] png, byte[] chunks) {
        int end = png.length - 12;
        return Pictures.joined(Arrays.copyOf(png, end), chunks, Arrays.copyOfRange(png, end, png.length));
    }

    private static byte[] afterPalette(byte[] png, byte[] chunk) {
        int end = 33 + 12 + 768;
        return Pictures.joined(Arrays.copyOf(png, end), chunk, Arrays.copyOfRange(png, end, png.length));
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static Sample sample(String name, byte[] bytes) {
        return new Sample(name, PictureType.PNG, bytes);
    }
}
