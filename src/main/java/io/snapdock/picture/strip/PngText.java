package io.snapdock.picture.strip;

import io.snapdock.picture.DamagedPictureException;
import io.snapdock.picture.PictureBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Judges a PNG's text chunks, PNG (Third Edition) 11.3.3. What is compressed is inflated up to a bound for the whole file. */
final class PngText {

    /** 11.3.3.2: a keyword has up to 79 bytes and a NUL. */
    private static final int MAX_KEYWORD_BYTES = 80;

    private static final int PIECE_BYTES = 8 * 1024;

    /** For all texts of a file together; XMP with previews stays well below. What lies behind it cannot be vouched for. */
    private static final long MAX_INFLATED_BYTES = 16L * 1024 * 1024;

    private long budget = MAX_INFLATED_BYTES;

    /** @param bytes at the chunk's data; read up to its end at most */
    boolean speaksOfPlace(String chunk, PictureBytes bytes, long length) throws IOException, DamagedPictureException {
        byte[] head = bytes.take((int) Math.min(length, MAX_KEYWORD_BYTES));
        int keywordBytes = indexOfNul(head);
        String keyword = new String(head, 0, keywordBytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (isRawProfile(keyword)) {
            return true;
        }
        // A keyword alone can name a place, as a property's name does.
        PlaceWords words = PlaceWords.inText().feed(new byte[] {':'}).feed(head);
        boolean packed = "zTXt".equals(chunk)
                || ("iTXt".equals(chunk) && keywordBytes + 1 < head.length && head[keywordBytes + 1] != 0);
        if (!packed) {
            return Metadata.feed(words, bytes, length - head.length).found();
        }
        return words.found() || inflated(chunk, head, keywordBytes, bytes, length);
    }

    /** ImageMagick's way of keeping Exif, XMP and IPTC, in hexadecimal digits. A colour profile may stay. */
    private static boolean isRawProfile(String keyword) {
        return keyword.startsWith("raw profile type ") && !keyword.endsWith(" icc") && !keyword.endsWith(" icm");
    }

    private boolean inflated(String chunk, byte[] head, int keywordBytes, PictureBytes bytes, long length)
            throws IOException, DamagedPictureException {
        int at = keywordBytes + 2;
        if ("iTXt".equals(chunk)) {
            // Flag and method, then the language and the translated keyword, each with its NUL. Longer ones than a
            // keyword are not for people.
            at = behindNul(head, behindNul(head, keywordBytes + 3));
        }
        if (at > head.length) {
            return true;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(head, at, head.length - at);
            return inflated(inflater, bytes, length - head.length);
        } catch (DataFormatException e) {
            // Nobody can read it, here or elsewhere.
            return true;
        } finally {
            inflater.end();
        }
    }

    private boolean inflated(Inflater inflater, PictureBytes bytes, long length)
            throws IOException, DamagedPictureException, DataFormatException {
        PlaceWords words = PlaceWords.inText();
        byte[] piece = new byte[PIECE_BYTES];
        long left = length;
        while (!inflater.finished() && !words.found()) {
            int count = inflater.inflate(piece);
            budget -= count;
            if (budget < 0 || inflater.needsDictionary()) {
                return true;
            }
            words.feed(piece, 0, count);
            if (count == 0 && inflater.needsInput()) {
                if (left == 0) {
                    return true;
                }
                byte[] more = bytes.take((int) Math.min(left, PIECE_BYTES));
                left -= more.length;
                inflater.setInput(more);
            }
        }
        return words.found();
    }

    private static int indexOfNul(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] != 0) {
            at++;
        }
        return at;
    }

    private static int behindNul(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }
}
