package io.snapdock.picture.format;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Whether a PNG without its end has all of its picture: the compressed stream in its data says where it ends (PNG 10.1). */
final class PngData {

    private static final int SIGNATURE_BYTES = 8;
    private static final int CHECKSUM_BYTES = 4;
    private static final int IDAT = 0x4944_4154;
    private static final int ACTL = 0x6163_544C;
    private static final int PIECE_BYTES = 16 * 1024;

    /** A picture of 250 megapixels; larger ones without their end are taken as cut off. */
    private static final long MAX_INFLATED_BYTES = 1L << 30;

    private PngData() {}

    /** @param file from its first byte */
    static boolean isWhole(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(file));
        Inflater inflater = new Inflater();
        try {
            in.skipNBytes(SIGNATURE_BYTES);
            long inflated = 0;
            while (inflated >= 0 && !inflater.finished()) {
                long length = in.readInt() & 0xFFFF_FFFFL;
                int chunk = in.readInt();
                if (chunk == ACTL) {
                    // Further frames stand behind the first.
                    return false;
                }
                if (chunk == IDAT) {
                    inflated = inflate(in, length, inflater, inflated);
                    length = 0;
                }
                if (!inflater.finished()) {
                    in.skipNBytes(length + CHECKSUM_BYTES);
                }
            }
            return inflater.finished();
        } catch (EOFException | DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    /** @return how many bytes there are by now; negative for more than can be looked at */
    private static long inflate(DataInputStream in, long length, Inflater inflater, long before)
            throws IOException, DataFormatException {
        byte[] piece = new byte[PIECE_BYTES];
        byte[] out = new byte[PIECE_BYTES];
        long inflated = before;
        for (long left = length; left > 0 && !inflater.finished(); ) {
            int some = (int) Math.min(left, piece.length);
            in.readFully(piece, 0, some);
            left -= some;
            inflater.setInput(piece, 0, some);
            for (int count = inflater.inflate(out); count > 0; count = inflater.inflate(out)) {
                inflated += count;
                if (inflated > MAX_INFLATED_BYTES) {
                    return -1;
                }
            }
            if (inflater.needsDictionary()) {
                return -1;
            }
        }
        return inflated;
    }
}
