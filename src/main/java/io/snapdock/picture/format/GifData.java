package io.snapdock.picture.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Whether the data of a GIF's image, which has lost its end, has all of its pixels: the codes of its compression are counted (GIF89a,
 * appendix F), nothing is decoded.
 */
final class GifData {

    private static final int MAX_CODES = 4096;
    private static final int MAX_CODE_BITS = 12;

    /** How many pixels each code stands for. */
    private final int[] pixelsOf = new int[MAX_CODES];

    private final InputStream in;

    /** What is left of the sub-block. */
    private int left;

    private int bits;
    private int bitCount;

    private GifData(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * @param file from its first byte
     * @param start where the data begins, with the size of its first codes
     * @param pixels how many there must be
     */
    static boolean isWhole(InputStream file, long start, long pixels) throws IOException {
        file.skipNBytes(start);
        return new GifData(file).has(pixels);
    }

    private boolean has(long pixels) throws IOException {
        int colourBits = in.read();
        if (colourBits < 1 || colourBits > 8) {
            return false;
        }
        int clear = 1 << colourBits;
        Arrays.fill(pixelsOf, 0, clear, 1);
        int next = clear + 2;
        int width = colourBits + 1;
        int before = -1;
        long found = 0;
        while (found < pixels) {
            int code = code(width);
            if (code < 0 || code == clear + 1) {
                return false;
            }
            if (code == clear) {
                next = clear + 2;
                width = colourBits + 1;
                before = -1;
                continue;
            }
            if (before >= 0 && next < MAX_CODES) {
                pixelsOf[next++] = pixelsOf[before] + 1;
                if (next == 1 << width && width < MAX_CODE_BITS) {
                    width++;
                }
            }
            if (code >= next || (before < 0 && code > clear)) {
                return false;
            }
            found += pixelsOf[code];
            before = code;
        }
        return true;
    }

    /** The next code of so many bits; -1 when the data has ended. */
    private int code(int width) throws IOException {
        while (bitCount < width) {
            if (left == 0) {
                left = in.read();
            }
            int one = left > 0 ? in.read() : -1;
            if (one < 0) {
                return -1;
            }
            left--;
            bits |= one << bitCount;
            bitCount += 8;
        }
        int code = bits & ((1 << width) - 1);
        bits >>>= width;
        bitCount -= width;
        return code;
    }
}
