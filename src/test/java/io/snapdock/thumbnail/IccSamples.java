package io.snapdock.thumbnail;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Colour profiles (ICC.1:2010), made here: small, and each odd in one way. */
final class IccSamples {

    private static final int HEADER_BYTES = 128;
    private static final double[] SRGB_RED = {0.4361, 0.2225, 0.0139};
    private static final double[] SRGB_GREEN = {0.3851, 0.7169, 0.0971};
    private static final double[] SRGB_BLUE = {0.1431, 0.0606, 0.7141};

    private IccSamples() {}

    /** By name; empty for none. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("no profile", new byte[0]);
        all.put("sRGB", ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        all.put("swapped", rgb(SRGB_GREEN, SRGB_RED, SRGB_BLUE, gamma(2.2)));
        all.put("Display P3", p3());
        all.put("Adobe RGB", adobe());
        all.put("gamma 1", rgb(SRGB_RED, SRGB_GREEN, SRGB_BLUE, gamma(1)));
        all.put("table curve", rgb(SRGB_RED, SRGB_GREEN, SRGB_BLUE, table(1.8)));
        all.put("look-up table", rgbTable());
        all.put("grey", grey(gamma(2.2)));
        all.put("grey of gamma 1", grey(gamma(1)));
        all.put("CMYK", cmyk());
        all.put("garbage", "no profile at all, but some text".repeat(20).getBytes(StandardCharsets.US_ASCII));
        all.put("cut off", Arrays.copyOf(adobe(), 300));
        all.put("without curves", profile("RGB ", "mntr", Map.of("wtpt", xyz(0.9642, 1, 0.8249))));
        all.put("of a printer", profile("RGB ", "prtr", Map.of("wtpt", xyz(0.9642, 1, 0.8249))));
        all.put("wrong signature", edited(adobe(), bytes -> {
            bytes[36] = 'x';
            return bytes;
        }));
        all.put("offset outside", edited(adobe(), bytes -> {
            ByteBuffer.wrap(bytes).putInt(HEADER_BYTES + 8, 1_000_000);
            return bytes;
        }));
        return all;
    }

    static byte[] swapped() {
        return rgb(SRGB_GREEN, SRGB_RED, SRGB_BLUE, gamma(2.2));
    }

    static byte[] adobe() {
        return rgb(
                new double[] {0.60974, 0.31111, 0.01947},
                new double[] {0.20528, 0.62567, 0.06087},
                new double[] {0.14919, 0.06322, 0.74457},
                gamma(2.19921875));
    }

    private static byte[] p3() {
        return rgb(
                new double[] {0.51512, 0.24120, -0.00105},
                new double[] {0.29198, 0.69225, 0.04189},
                new double[] {0.15710, 0.06657, 0.78407},
                parametric());
    }

    static byte[] grey(byte[] curve) {
        Map<String, byte[]> tags = new LinkedHashMap<>();
        tags.put("wtpt", xyz(0.9642, 1, 0.8249));
        tags.put("kTRC", curve);
        return profile("GRAY", "mntr", tags);
    }

    static byte[] rgb(double[] red, double[] green, double[] blue, byte[] curve) {
        Map<String, byte[]> tags = new LinkedHashMap<>();
        tags.put("wtpt", xyz(0.9642, 1, 0.8249));
        tags.put("rXYZ", xyz(red));
        tags.put("gXYZ", xyz(green));
        tags.put("bXYZ", xyz(blue));
        tags.put("rTRC", curve);
        tags.put("gTRC", curve);
        tags.put("bTRC", curve);
        return profile("RGB ", "mntr", tags);
    }

    /** Colours as they are printed by inks that are a little weak, as a table to Lab. The first ink is the slowest. */
    private static byte[] cmyk() {
        int points = 9;
        ByteBuffer table = ByteBuffer.allocate(points * points * points * points * 3);
        for (int i = 0; i < table.capacity() / 3; i++) {
            double[] light = new double[4];
            int rest = i;
            for (int ink = 3; ink >= 0; ink--) {
                light[ink] = Math.pow(1 - 0.9 * (rest % points) / (points - 1), 2.2);
                rest /= points;
            }
            table.put(lab(light[0] * light[3], light[1] * light[3], light[2] * light[3]));
        }
        return profile("CMYK", "prtr", tables("A2B0", lut8(4, points, table.array())));
    }

    /** A table for RGB that swaps red and blue. */
    private static byte[] rgbTable() {
        int points = 9;
        ByteBuffer table = ByteBuffer.allocate(points * points * points * 3);
        for (int red = 0; red < points; red++) {
            for (int green = 0; green < points; green++) {
                for (int blue = 0; blue < points; blue++) {
                    table.put(lab(linear(blue, points), linear(green, points), linear(red, points)));
                }
            }
        }
        return profile("RGB ", "mntr", tables("A2B0", lut8(3, points, table.array())));
    }

    private static double linear(int step, int points) {
        return Math.pow(step / (points - 1.0), 2.2);
    }

    private static Map<String, byte[]> tables(String name, byte[] table) {
        Map<String, byte[]> tags = new LinkedHashMap<>();
        tags.put("wtpt", xyz(0.9642, 1, 0.8249));
        tags.put(name, table);
        return tags;
    }

    /** 10.9: eight bits, linear curves before and after. */
    private static byte[] lut8(int inputs, int points, byte[] table) {
        ByteBuffer out = ByteBuffer.allocate(48 + 256 * inputs + table.length + 256 * 3);
        out.put(ascii("mft1")).putInt(0);
        out.put((byte) inputs).put((byte) 3).put((byte) points).put((byte) 0);
        for (int i = 0; i < 9; i++) {
            out.putInt(i % 4 == 0 ? 0x10000 : 0);
        }
        for (int i = 0; i < 256 * inputs; i++) {
            out.put((byte) i);
        }
        out.put(table);
        for (int i = 0; i < 256 * 3; i++) {
            out.put((byte) i);
        }
        return out.array();
    }

    /** CIE Lab in the eight bits of lut8, from linear light of sRGB's primaries under D50. */
    private static byte[] lab(double red, double green, double blue) {
        double[] xyz = new double[3];
        for (int i = 0; i < 3; i++) {
            xyz[i] = SRGB_RED[i] * red + SRGB_GREEN[i] * green + SRGB_BLUE[i] * blue;
        }
        double x = root(xyz[0] / 0.9642);
        double y = root(xyz[1]);
        double z = root(xyz[2] / 0.8249);
        return new byte[] {
            (byte) Math.round((116 * y - 16) * 2.55),
            (byte) Math.round(500 * (x - y) + 128),
            (byte) Math.round(200 * (y - z) + 128)
        };
    }

    private static double root(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
    }

    static byte[] gamma(double exponent) {
        if (exponent == 1) {
            return ByteBuffer.allocate(12).put(ascii("curv")).array();
        }
        return ByteBuffer.allocate(14)
                .put(ascii("curv"))
                .putInt(0)
                .putInt(1)
                .putShort((short) Math.round(exponent * 256))
                .array();
    }

    private static byte[] table(double exponent) {
        int entries = 64;
        ByteBuffer curve = ByteBuffer.allocate(12 + 2 * entries)
                .put(ascii("curv"))
                .putInt(0)
                .putInt(entries);
        for (int i = 0; i < entries; i++) {
            curve.putShort((short) Math.round(65_535 * Math.pow(i / (entries - 1.0), exponent)));
        }
        return curve.array();
    }

    /** sRGB's own curve, 10.16 function type 3. */
    private static byte[] parametric() {
        ByteBuffer curve = ByteBuffer.allocate(32).put(ascii("para")).putInt(0).putInt(3 << 16);
        for (double parameter : new double[] {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
            curve.putInt((int) Math.round(parameter * 65_536));
        }
        return curve.array();
    }

    private static byte[] xyz(double... values) {
        ByteBuffer tag = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
        for (double value : values) {
            tag.putInt((int) Math.round(value * 65_536));
        }
        return tag.array();
    }

    private static byte[] profile(String space, String deviceClass, Map<String, byte[]> tags) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("desc", description());
        all.putAll(tags);
        int offset = HEADER_BYTES + 4 + 12 * all.size();
        int size = offset
                + all.values().stream()
                        .mapToInt(tag -> (tag.length + 3) / 4 * 4)
                        .sum();
        boolean printer = tags.containsKey("A2B0");
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(size).putInt(0).putInt(0x02400000).put(ascii(deviceClass)).put(ascii(space));
        out.put(ascii(printer ? "Lab " : "XYZ "));
        out.putShort((short) 2026).putShort((short) 1).putShort((short) 1);
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        out.put(ascii("acsp"));
        out.position(68);
        out.putInt(0xF6D6).putInt(0x10000).putInt(0xD32D);
        out.position(HEADER_BYTES);
        out.putInt(all.size());
        for (Map.Entry<String, byte[]> tag : all.entrySet()) {
            out.put(ascii(tag.getKey())).putInt(offset).putInt(tag.getValue().length);
            out.put(offset, tag.getValue());
            offset += (tag.getValue().length + 3) / 4 * 4;
        }
        return out.array();
    }

    /** 10.15 of ICC.1:2001: text, and empty forms for Unicode and Macintosh. */
    private static byte[] description() {
        byte[] text = ascii("test");
        return ByteBuffer.allocate(12 + 5 + 4 + 4 + 2 + 1 + 67)
                .put(ascii("desc"))
                .putInt(0)
                .putInt(text.length + 1)
                .put(text)
                .array();
    }

    private static byte[] edited(byte[] profile, UnaryOperator<byte[]> edit) {
        return edit.apply(profile.clone());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
