package io.snapdock.picture.strip;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which tags of Exif stay, and what their values may be: those that are known, and known to tell no place. Tags are those of CIPA DC-008
 * 4.6, CIPA DC-007 5.2 (multi-picture format) and, for Apple's notes, exiftool's table.
 */
final class ExifTags {

    /** What a value must be to stay. */
    enum Value {
        /** Numbers, a few. */
        NUMBERS,
        /** Letters of one line: names of cameras, lenses, people, programs. */
        NAME,
        /** Digits and what separates them. */
        TIME,
        /** A few bytes without a type of their own, such as a version. */
        CODE,
        /** A directory of these same rules. */
        EXIF_DIRECTORY,
        INTEROPERABILITY_DIRECTORY,
        MAKER_NOTE,
        /** Where the small picture lies; it is judged with its length. */
        PREVIEW,
        PREVIEW_LENGTH,
        /** CIPA DC-007 5.2.3.3: sixteen bytes for each picture. */
        PICTURES
    }

    static final int PREVIEW_OFFSET_TAG = 0x0201;
    static final int PREVIEW_LENGTH_TAG = 0x0202;

    static final Map<Integer, Value> MAIN = new HashMap<>();
    static final Map<Integer, Value> PREVIEW = new HashMap<>();
    static final Map<Integer, Value> EXIF = new HashMap<>();
    static final Map<Integer, Value> INTEROPERABILITY = new HashMap<>();
    static final Map<Integer, Value> MULTI_PICTURE = new HashMap<>();
    static final Map<Integer, Value> APPLE = new HashMap<>();

    static {
        // Sides, bits, orientation, resolution, colours, rating (Windows).
        numbers(
                MAIN, 0x00FE, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0112, 0x0115, 0x011A, 0x011B, 0x011C, 0x0128,
                0x013E, 0x013F, 0x0211, 0x0212, 0x0213, 0x0214, 0x4746, 0x4749);
        PREVIEW.putAll(MAIN);
        PREVIEW.put(PREVIEW_OFFSET_TAG, Value.PREVIEW);
        PREVIEW.put(PREVIEW_LENGTH_TAG, Value.PREVIEW_LENGTH);
        // Make, model, software, artist, computer, copyright.
        put(MAIN, Value.NAME, 0x010F, 0x0110, 0x0131, 0x013B, 0x013C, 0x8298);
        put(MAIN, Value.TIME, 0x0132);
        put(MAIN, Value.EXIF_DIRECTORY, 0x8769);
        // Exposure, light, focus, scene; lengths of lenses; how many exposures are in one.
        numbers(
                EXIF, 0x829A, 0x829D, 0x8822, 0x8827, 0x8830, 0x8831, 0x8832, 0x8833, 0x8834, 0x8835, 0x882A, 0x882B,
                0x9102, 0x9201, 0x9202, 0x9203, 0x9204, 0x9205, 0x9206, 0x9207, 0x9208, 0x9209, 0x920A, 0x9214, 0xA001,
                0xA002, 0xA003, 0xA20B, 0xA20E, 0xA20F, 0xA210, 0xA214, 0xA215, 0xA217, 0xA401, 0xA402, 0xA403, 0xA404,
                0xA405, 0xA406, 0xA407, 0xA408, 0xA409, 0xA40A, 0xA40C, 0xA432, 0xA460, 0xA461, 0xA500);
        put(EXIF, Value.TIME, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292);
        put(EXIF, Value.CODE, 0x9000, 0x9101, 0xA000, 0xA300, 0xA301);
        // Unique id, owner, serial numbers, lens.
        put(EXIF, Value.NAME, 0xA420, 0xA430, 0xA431, 0xA433, 0xA434, 0xA435);
        put(EXIF, Value.MAKER_NOTE, 0x927C);
        put(EXIF, Value.INTEROPERABILITY_DIRECTORY, 0xA005);
        put(INTEROPERABILITY, Value.NAME, 0x0001);
        put(INTEROPERABILITY, Value.CODE, 0x0002);
        numbers(INTEROPERABILITY, 0x1001, 0x1002);
        put(MULTI_PICTURE, Value.CODE, 0xB000);
        put(MULTI_PICTURE, Value.PICTURES, 0xB002);
        numbers(MULTI_PICTURE, 0xB001, 0xB004);
        // Numbers of single pictures: which one, how a panorama or a pair of eyes is put together.
        numbers(MULTI_PICTURE, IntStream.rangeClosed(0xB101, 0xB10D).toArray());
        numbers(MULTI_PICTURE, IntStream.rangeClosed(0xB201, 0xB20D).toArray());
        // Exposure, focus, and what the brightness of a gain map hangs on: headroom 0x21 and gain 0x30.
        numbers(
                APPLE, 0x01, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0A, 0x0C, 0x0F, 0x14, 0x21, 0x27, 0x2D, 0x2E, 0x2F, 0x30,
                0x38, 0x39, 0x3D);
    }

    private ExifTags() {}

    private static void numbers(Map<Integer, Value> table, int... tags) {
        put(table, Value.NUMBERS, tags);
    }

    private static void put(Map<Integer, Value> table, Value value, int... tags) {
        IntStream.of(tags).forEach(tag -> table.put(tag, value));
    }
}
