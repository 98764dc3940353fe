package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import io.snapdock.support.Pictures;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** WebP (RFC 9649). The compressed pictures are a browser's; what is around them is made here. */
final class WebpSamples {

    private static final int ANIMATION = 0x02;
    private static final int XMP = 0x04;
    private static final int EXIF = 0x08;
    private static final int ALPHA = 0x10;
    private static final int ICC = 0x20;

    private final List<Sample> all = new ArrayList<>();
    private final byte[] lossy;
    private final byte[] lossless;
    private final byte[] clear;
    private final byte[] clearLossless;

    /** @param encoder makes WebP of a card, lossless where told so */
    private WebpSamples(BiFunction<Card, Boolean, byte[]> encoder) {
        lossy = encoder.apply(new Card(300, 220, false), false);
        lossless = encoder.apply(new Card(300, 220, false), true);
        clear = encoder.apply(new Card(300, 220, true), false);
        clearLossless = encoder.apply(new Card(300, 220, true), true);
        add("lossy", lossy);
        add("lossless", lossless);
        add("lossy, alpha", clear);
        add("lossless, alpha", clearLossless);
        add("lossy, large", encoder.apply(new Card(1_200, 961, false), false));
        add("lossy, alpha, large", encoder.apply(new Card(1_200, 961, true), false));
        add("lossless, large", encoder.apply(new Card(1_200, 961, true), true));
        add("lossy, odd", encoder.apply(new Card(301, 219, true), false));
        add("lossy, small", encoder.apply(new Card(17, 9, true), false));
        add("lossy, least", encoder.apply(new Card(33, 32, true), false));
        add("lossless, small", encoder.apply(new Card(3, 2, true), true));
        Card card = new Card(300, 220, true);
        for (int filter = 0; filter <= 3; filter++) {
            for (int preprocessing = 0; preprocessing <= 1; preprocessing++) {
                byte[] alph = chunk("ALPH", rawAlpha(card, filter, preprocessing));
                add(
                        "raw alpha, filter %d, %d".formatted(filter, preprocessing),
                        riff(vp8x(ALPHA, 300, 220), alph, part(lossy, "VP8 ")));
            }
        }
        byte[] shortAlpha = Arrays.copyOf(rawAlpha(card, 0, 0), 1_000);
        add("raw alpha, cut off", riff(vp8x(ALPHA, 300, 220), chunk("ALPH", shortAlpha), part(lossy, "VP8 ")));
        add("alpha without its flag", riff(vp8x(0, 300, 220), part(clear, "ALPH"), part(clear, "VP8 ")));
        add("lossless, alpha without its flag", riff(vp8x(0, 300, 220), part(clearLossless, "VP8L")));
        add("flag without alpha", riff(vp8x(ALPHA, 300, 220), part(lossy, "VP8 ")));
        byte[] odd = encoder.apply(new Card(301, 219, false), false);
        add(
                "raw alpha, odd",
                riff(
                        vp8x(ALPHA, 301, 219),
                        chunk("ALPH", rawAlpha(new Card(301, 219, true), 0, 0)),
                        part(odd, "VP8 ")));
        profiles();
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] exif = Pictures.exif(orientation);
            byte[] chunk = chunk("EXIF", Arrays.copyOfRange(exif, 10, exif.length));
            add("EXIF " + orientation, riff(vp8x(EXIF, 300, 220), part(lossy, "VP8 "), chunk));
            byte[] prefixed = chunk("EXIF", Arrays.copyOfRange(exif, 4, exif.length));
            add(
                    "EXIF with prefix, lossless " + orientation,
                    riff(vp8x(EXIF, 300, 220), part(lossless, "VP8L"), prefixed));
        }
        add("XMP", riff(vp8x(XMP, 300, 220), part(lossy, "VP8 "), chunk("XMP ", new byte[99])));
        add(
                "unknown chunks",
                riff(vp8x(0, 300, 220), chunk("abcd", new byte[7]), part(lossy, "VP8 "), chunk("efgh", new byte[5])));
        animations(encoder);
    }

    static List<Sample> all(BiFunction<Card, Boolean, byte[]> encoder) {
        return new WebpSamples(encoder).all;
    }

    private void profiles() {
        for (Map.Entry<String, byte[]> profile : IccSamples.all().entrySet()) {
            if (profile.getValue().length > 0) {
                byte[] iccp = chunk("ICCP", profile.getValue());
                String name = "profile " + profile.getKey();
                add("lossy, " + name, riff(vp8x(ICC, 300, 220), iccp, part(lossy, "VP8 ")));
                add("lossless, " + name, riff(vp8x(ICC | ALPHA, 300, 220), iccp, part(clearLossless, "VP8L")));
            }
        }
        byte[] iccp = chunk("ICCP", IccSamples.swapped());
        add("alpha and profile", riff(vp8x(ICC | ALPHA, 300, 220), iccp, part(clear, "ALPH"), part(clear, "VP8 ")));
        add("profile without its flag", riff(vp8x(0, 300, 220), iccp, part(lossy, "VP8 ")));
        add("profile after the picture", riff(vp8x(ICC, 300, 220), part(lossy, "VP8 "), iccp));
        add(
                "animation and profile",
                riff(vp8x(ICC | ANIMATION, 300, 220), iccp, anim(0), frame(0, 0, 300, 220, 0, part(lossy, "VP8 "))));
    }

    private void animations(BiFunction<Card, Boolean, byte[]> encoder) {
        byte[] small = encoder.apply(new Card(80, 60, true), false);
        byte[] smallLossless = encoder.apply(new Card(80, 60, true), true);
        byte[] smallOpaque = encoder.apply(new Card(81, 61, false), false);
        byte[] whole = frame(0, 0, 300, 220, 0, part(lossy, "VP8 "));
        for (int flags = 0; flags <= 3; flags++) {
            byte[] clearSmall =
                    frame(200, 150, 80, 60, flags, Pictures.joined(part(small, "ALPH"), part(small, "VP8 ")));
            add(
                    "animation, small first frame, flags " + flags,
                    riff(vp8x(ANIMATION | ALPHA, 320, 240), anim(0), clearSmall, whole));
            add(
                    "animation, small first frame on blue, flags " + flags,
                    riff(vp8x(ANIMATION | ALPHA, 320, 240), anim(0xFFFF8040), clearSmall, whole));
        }
        add(
                "animation, small lossless first frame",
                riff(
                        vp8x(ANIMATION | ALPHA, 320, 240),
                        anim(0),
                        frame(30, 20, 80, 60, 0, part(smallLossless, "VP8L")),
                        whole));
        add(
                "animation, small opaque first frame, no alpha",
                riff(
                        vp8x(ANIMATION, 320, 240),
                        anim(0xFFFFFFFF),
                        frame(30, 20, 81, 61, 0, part(smallOpaque, "VP8 ")),
                        whole));
        add(
                "animation, small opaque first frame on red, no alpha",
                riff(
                        vp8x(ANIMATION, 320, 240),
                        anim(0xFF2020FF),
                        frame(30, 20, 81, 61, 0, part(smallOpaque, "VP8 ")),
                        whole));
        add(
                "animation, large canvas",
                riff(vp8x(ANIMATION, 2_400, 1_800), anim(0), frame(1_000, 500, 300, 220, 0, part(lossy, "VP8 "))));
        byte[] exif = chunk("EXIF", Arrays.copyOfRange(Pictures.exif(6), 10, 36));
        add("animation, EXIF 6", riff(vp8x(ANIMATION | EXIF, 300, 220), anim(0), whole, exif));
        add("animation of one frame", riff(vp8x(ANIMATION, 300, 220), anim(0), whole));
        add(
                "animation, raw alpha",
                riff(
                        vp8x(ANIMATION | ALPHA, 300, 220),
                        anim(0),
                        frame(
                                0,
                                0,
                                300,
                                220,
                                0,
                                Pictures.joined(
                                        chunk("ALPH", rawAlpha(new Card(300, 220, true), 1, 0)),
                                        part(lossy, "VP8 ")))));
    }

    /** 2.7.1.2 and its filters, without compression. */
    static byte[] rawAlpha(Card card, int filter, int preprocessing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(preprocessing << 4 | filter << 2);
        for (int y = 0; y < card.height(); y++) {
            for (int x = 0; x < card.width(); x++) {
                out.write(card.opacity(x, y) - predicted(card, filter, x, y));
            }
        }
        return out.toByteArray();
    }

    private static int predicted(Card card, int filter, int x, int y) {
        if (filter == 0 || (x == 0 && y == 0)) {
            return 0;
        }
        if (x == 0) {
            return card.opacity(0, y - 1);
        }
        if (y == 0) {
            return card.opacity(x - 1, 0);
        }
        int left = card.opacity(x - 1, y);
        int above = card.opacity(x, y - 1);
        return switch (filter) {
            case 1 -> left;
            case 2 -> above;
            default -> Math.max(0, Math.min(255, left + above - card.opacity(x - 1, y - 1)));
        };
    }

    static byte[] vp8x(int flags, int width, int height) {
        byte[] data = new byte[10];
        data[0] = (byte) flags;
        put24(data, 4, width - 1);
        put24(data, 7, height - 1);
        return chunk("VP8X", data);
    }

    /** @param background blue, green, red, alpha from the lowest byte up */
    private static byte[] anim(int background) {
        return chunk(
                "ANIM",
                ByteBuffer.allocate(6)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(background)
                        .array());
    }

    /** @param flags 2: no blending, 1: disposed of to the background */
    private static byte[] frame(int x, int y, int width, int height, int flags, byte[] picture) {
        byte[] head = new byte[16];
        put24(head, 0, x / 2);
        put24(head, 3, y / 2);
        put24(head, 6, width - 1);
        put24(head, 9, height - 1);
        put24(head, 12, 500);
        head[15] = (byte) flags;
        return chunk("ANMF", Pictures.joined(head, picture));
    }

    private static void put24(byte[] data, int at, int value) {
        data[at] = (byte) value;
        data[at + 1] = (byte) (value >> 8);
        data[at + 2] = (byte) (value >> 16);
    }

    static byte[] riff(byte[]... chunks) {
        byte[] body = Pictures.joined("WEBP".getBytes(StandardCharsets.US_ASCII), Pictures.joined(chunks));
        return chunk("RIFF", body);
    }

    static byte[] chunk(String name, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + data.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** A whole chunk of a file. */
    static byte[] part(byte[] webp, String name) {
        ByteBuffer in = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        int at = 12;
        while (at < webp.length) {
            int length = 8 + in.getInt(at + 4) + in.getInt(at + 4) % 2;
            if (new String(webp, at, 4, StandardCharsets.US_ASCII).equals(name)) {
                return Arrays.copyOfRange(webp, at, at + length);
            }
            at += length;
        }
        throw new IllegalArgumentException("no " + name);
    }

    private void add(String name, byte[] bytes) {
        all.add(new Sample(name, PictureType.WEBP, bytes));
    }
}
