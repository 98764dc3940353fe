package io.snapdock.thumbnail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes colour profiles for what PNG says without one, in {@code gAMA}, {@code cHRM} and {@code cICP}: three primaries and one curve
 * (ICC.1:2010 8.4.3). So there is one way for all colours.
 */
final class MatrixProfile {

    /** Chromaticities x and y of white, red, green and blue (ITU-T H.273, table 2). */
    static final double[] PRIMARIES_709 = {0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06};

    static final double[] PRIMARIES_2020 = {0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046};
    static final double[] PRIMARIES_P3 = {0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06};

    /** ICC.1:2010 10.16, function type 3: exponent, then a, b, c and d. */
    static final double[] CURVE_SRGB = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};

    private static final double[] D50 = {0.9642, 1, 0.8249};

    /** Bradford's matrix, ICC.1:2010 annex E. */
    private static final double[][] BRADFORD = {
        {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
    };

    private static final int HEADER_BYTES = 128;
    private static final int TAG_BYTES = 12;

    private MatrixProfile() {}

    static double[] gamma(double exponent) {
        return new double[] {exponent, 1, 0, 0, 0};
    }

    /**
     * @param xy as {@link #PRIMARIES_709}
     * @param curve as {@link #CURVE_SRGB}
     * @return the profile; empty when there is no such colour space
     */
    static byte[] of(double[] xy, double[] curve) {
        double[][] primaries = new double[3][3];
        for (int i = 0; i < 3; i++) {
            double[] colour = xyz(xy[2 + 2 * i], xy[3 + 2 * i]);
            for (int row = 0; row < 3; row++) {
                primaries[row][i] = colour[row];
            }
        }
        double[] white = xyz(xy[0], xy[1]);
        double[] amounts = times(inverse(primaries), white);
        double[][] adaptation = adaptation(white);
        Map<String, byte[]> tags = new LinkedHashMap<>();
        tags.put("wtpt", xyzTag(D50));
        String[] names = {"rXYZ", "gXYZ", "bXYZ"};
        for (int i = 0; i < 3; i++) {
            double[] column = {primaries[0][i] * amounts[i], primaries[1][i] * amounts[i], primaries[2][i] * amounts[i]
            };
            double[] adapted = times(adaptation, column);
            for (double value : adapted) {
                if (!(Math.abs(value) < 8)) {
                    return new byte[0];
                }
            }
            tags.put(names[i], xyzTag(adapted));
        }
        for (String name : new String[] {"rTRC", "gTRC", "bTRC"}) {
            tags.put(name, curveTag(curve));
        }
        return profile(tags);
    }

    private static double[] xyz(double x, double y) {
        return new double[] {x / y, 1, (1 - x - y) / y};
    }

    private static double[][] adaptation(double[] white) {
        double[] from = times(BRADFORD, white);
        double[] to = times(BRADFORD, D50);
        double[][] scaled = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                scaled[row][column] = BRADFORD[row][column] * to[row] / from[row];
            }
        }
        double[][] back = inverse(BRADFORD);
        double[][] result = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int i = 0; i < 3; i++) {
                    result[row][column] += back[row][i] * scaled[i][column];
                }
            }
        }
        return result;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] result = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                result[row] += matrix[row][i] * vector[i];
            }
        }
        return result;
    }

    private static double[][] inverse(double[][] m) {
        double determinant = 0;
        double[][] result = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                int r1 = (column + 1) % 3;
                int r2 = (column + 2) % 3;
                int c1 = (row + 1) % 3;
                int c2 = (row + 2) % 3;
                result[row][column] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
            }
            determinant += m[0][row] * result[row][0];
        }
        for (double[] line : result) {
            for (int i = 0; i < 3; i++) {
                line[i] /= determinant;
            }
        }
        return result;
    }

    private static byte[] xyzTag(double[] values) {
        ByteBuffer tag = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
        for (double value : values) {
            tag.putInt(fixed(value));
        }
        return tag.array();
    }

    private static byte[] curveTag(double[] curve) {
        ByteBuffer tag = ByteBuffer.allocate(32).put(ascii("para")).putInt(0).putInt(3 << 16);
        for (double parameter : curve) {
            tag.putInt(fixed(parameter));
        }
        return tag.array();
    }

    /** s15Fixed16Number. */
    private static int fixed(double value) {
        return (int) Math.round(value * 65_536);
    }

    private static byte[] profile(Map<String, byte[]> tags) {
        int offset = HEADER_BYTES + 4 + TAG_BYTES * tags.size();
        int size = offset + tags.values().stream().mapToInt(tag -> tag.length).sum();
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(size).putInt(0).putInt(0x0420_0000).put(ascii("mntrRGB XYZ "));
        out.position(36);
        out.put(ascii("acsp"));
        out.position(68);
        for (double value : D50) {
            out.putInt(fixed(value));
        }
        out.position(HEADER_BYTES);
        out.putInt(tags.size());
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            byte[] value = tag.getValue();
            out.put(ascii(tag.getKey())).putInt(offset).putInt(value.length);
            out.put(offset, value);
            offset += value.length;
        }
        return out.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
