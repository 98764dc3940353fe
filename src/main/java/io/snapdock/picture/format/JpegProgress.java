package io.snapdock.picture.format;

import io.snapdock.picture.bytes.Dimensions;
import java.util.Arrays;

/**
 * Which coefficients the scans of a JPEG have brought so far, and down to which bit (ITU-T T.81 B.2.3, G.1.1.1): by the scans' headers alone,
 * it is known whether one of them is missing.
 */
final class JpegProgress {

    private static final int PROGRESSIVE = 0xC2;
    private static final int COEFFICIENTS = 64;

    /** None of a coefficient has come. */
    private static final int NOTHING = 99;

    private static final long MAX_PIXELS = 200_000_000;
    private static final long MAX_PROGRESSIVE_PIXELS = 16_000_000;

    private boolean progressive;
    private int[] components = new int[0];
    private int[][] lowestBit = new int[0][];

    /** @param header B.2.2: precision, sides, the number of components, then three bytes for each */
    void frame(int marker, byte[] header) {
        progressive = marker == PROGRESSIVE;
        int count = header.length < 6 ? 0 : Math.min(header[5] & 0xFF, (header.length - 6) / 3);
        components = new int[count];
        lowestBit = new int[count][COEFFICIENTS];
        for (int i = 0; i < count; i++) {
            components[i] = header[6 + 3 * i] & 0xFF;
            Arrays.fill(lowestBit[i], NOTHING);
        }
    }

    void scan(byte[] header) {
        int count = header.length == 0 ? 0 : header[0] & 0xFF;
        if (header.length < 4 + 2 * count) {
            return;
        }
        int first = progressive ? header[1 + 2 * count] & 0xFF : 0;
        int last = progressive ? Math.min(COEFFICIENTS - 1, header[2 + 2 * count] & 0xFF) : COEFFICIENTS - 1;
        int bit = progressive ? header[3 + 2 * count] & 0xF : 0;
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < components.length; c++) {
                if (components[c] == (header[1 + 2 * i] & 0xFF)) {
                    for (int k = first; k <= last; k++) {
                        lowestBit[c][k] = bit;
                    }
                }
            }
        }
    }

    /** Whether a decoder could tell what is missing without holding more than a bound: progressive ones hold all of a picture. */
    boolean isBounded(Dimensions dimensions) {
        return dimensions.pixels() <= (progressive ? MAX_PROGRESSIVE_PIXELS : MAX_PIXELS);
    }

    /** Whether a scan was there for each bit of each coefficient. */
    boolean isComplete() {
        return lowestBit.length > 0
                && Arrays.stream(lowestBit).flatMapToInt(Arrays::stream).allMatch(bit -> bit == 0);
    }
}
