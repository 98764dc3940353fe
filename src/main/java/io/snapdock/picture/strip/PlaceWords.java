package io.snapdock.picture.strip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tells whether text written beside a picture speaks of a place: XMP, text chunks, content credentials. It looks for names
 * of properties, whatever their namespace's prefix: a colon or an angle bracket, then a name that begins as one of those
 * that XMP has for places (exif:GPS…, photoshop:City, Iptc4xmpExt:LocationCreated, drone-dji:GpsLatitude). Rather too many than too few.
 *
 * <p>Fed piece by piece, it keeps a few bytes only. Bytes of zero are passed over, so UTF-16 is read as well.
 */
final class PlaceWords {

    /** The first character stands for either of the two that begin a name; lower case. */
    private static final List<byte[]> WORDS = words(
            ":gps",
            ":location",
            ":sublocation",
            ":city",
            ":state",
            ":provincestate",
            ":country",
            ":worldregion",
            ":latitude",
            ":longitude",
            // As DJI's drones spell it.
            ":longtitude",
            // The namespace of geo:lat and geo:long.
            "/wgs84_pos");

    private static final int LONGEST =
            WORDS.stream().mapToInt(word -> word.length).max().orElseThrow();

    /** IPTC IIM 4.2, record 2: content location 26 and 27, city, sublocation, state, country's code and name. */
    private static final List<Integer> IPTC_PLACES = List.of(26, 27, 90, 92, 95, 100, 101);

    private final boolean iptc;
    private final byte[] word = new byte[LONGEST];
    private int wordLength;
    private long lastBytes;
    private boolean found;

    private PlaceWords(boolean iptc) {
        this.iptc = iptc;
    }

    static PlaceWords inText() {
        return new PlaceWords(false);
    }

    /**
     * Also finds data sets of IPTC IIM, and Exif inside Photoshop's image resources (0422, 0423): only for blocks that may hold
     * such, as any longer stretch of random bytes looks like one.
     */
    static PlaceWords inImageResources() {
        return new PlaceWords(true);
    }

    static boolean inText(byte[] text) {
        return inText().feed(text).found();
    }

    PlaceWords feed(byte[] bytes) {
        return feed(bytes, 0, bytes.length);
    }

    PlaceWords feed(byte[] bytes, int from, int to) {
        for (int i = from; i < to && !found; i++) {
            if (iptc) {
                dataSet(bytes[i]);
            }
            if (bytes[i] != 0) {
                letter(bytes[i]);
            }
        }
        return this;
    }

    boolean found() {
        return found;
    }

    private void letter(byte given) {
        byte lower = given >= 'A' && given <= 'Z' ? (byte) (given + 'a' - 'A') : given;
        if (lower == ':' || lower == '<' || lower == '/') {
            word[0] = lower == '/' ? (byte) '/' : (byte) ':';
            wordLength = 1;
        } else if (wordLength > 0) {
            word[wordLength++] = lower;
            for (byte[] one : WORDS) {
                found |= one.length == wordLength && Arrays.equals(one, 0, wordLength, word, 0, wordLength);
            }
            if (wordLength == LONGEST) {
                wordLength = 0;
            }
        }
    }

    private void dataSet(byte next) {
        lastBytes = lastBytes << 8 | (next & 0xFF);
        found |= (lastBytes >> 8 & 0xFFFF) == 0x1C02 && IPTC_PLACES.contains((int) (lastBytes & 0xFF));
        // "8BIM", then the resource's number.
        long resource = lastBytes & 0xFFFF_FFFF_FFFFL;
        found |= resource == 0x3842_494D_0422L || resource == 0x3842_494D_0423L;
    }

    private static List<byte[]> words(String... words) {
        return Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }
}
