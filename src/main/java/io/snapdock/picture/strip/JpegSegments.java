package io.snapdock.picture.strip;

import io.snapdock.picture.Exif;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import io.snapdock.picture.format.JpegStructure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which of one JPEG's segments may stay, and what of them: those that are known. All others, of whatever maker, become zeros. Segments of
 * the coding itself, tables, frames and scans, are not judged here.
 */
final class JpegSegments {

    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP13 = 0xED;
    private static final int APP14 = 0xEE;
    private static final int COM = 0xFE;

    private static final byte[] JFIF = ascii("JFIF\0");
    private static final byte[] XMP = ascii("http://ns.adobe.com/xap/1.0/\0");
    private static final byte[] PROFILE = ascii("ICC_PROFILE\0");
    private static final byte[] MULTI_PICTURE = ascii("MPF\0");
    private static final byte[] PHOTOSHOP = ascii("Photoshop 3.0\0");
    private static final byte[] ADOBE = ascii("Adobe");

    /** ISO 21496-1: how a gain map is applied; some hundred bytes of numbers. */
    private static final byte[] GAIN_MAP = ascii("urn:iso:std:iso:ts:21496:-1\0");

    private static final int MAX_GAIN_MAP_BYTES = 256;

    /** ITU-T T.871 10.1: version, density, and the sides of a small picture of three bytes a pixel. */
    private static final int JFIF_BYTES = 14;

    /** ITU-T T.872 6.5.3. */
    private static final int ADOBE_BYTES = 12;

    /** ICC.1 B.4: the name, which part it is, of how many. */
    private static final int PROFILE_HEADER_BYTES = 14;

    private boolean exifSeen;

    /** Whether a segment says something beside the coding: APP0 to APP15, JPG0 to JPG13, comments. */
    static boolean isJudged(int marker) {
        return marker >= APP0 && marker <= COM;
    }

    /** Whether it must stay to show the picture as it is, orientation aside. */
    static boolean isShown(int marker, byte[] data) {
        return (marker == APP0 && starts(data, JFIF))
                || (marker == APP2 && starts(data, PROFILE))
                || (marker == APP14 && starts(data, ADOBE));
    }

    static boolean isExif(int marker, byte[] data) {
        return marker == APP1 && Exif.isPrefix(data);
    }

    /**
     * What may stay of a segment.
     *
     * @param data behind the segment's length; not changed
     * @return as long
     */
    byte[] harmless(int marker, byte[] data) {
        return switch (marker) {
            case APP0 -> starts(data, JFIF) ? first(data, jfifBytes(data)) : zeros(data);
            case APP1 -> {
                if (isExif(marker, data)) {
                    yield exif(data);
                }
                yield starts(data, XMP)
                        ? behind(XMP.length, data, XmpFilter.harmless(rest(data, XMP.length)))
                        : zeros(data);
            }
            case APP2 -> app2(data);
            case APP13 ->
                starts(data, PHOTOSHOP)
                        ? behind(
                                PHOTOSHOP.length,
                                data,
                                Optional.of(PhotoshopResources.harmless(rest(data, PHOTOSHOP.length))))
                        : zeros(data);
            case APP14 -> starts(data, ADOBE) ? first(data, ADOBE_BYTES) : zeros(data);
            default -> zeros(data);
        };
    }

    private byte[] exif(byte[] data) {
        boolean first = !exifSeen;
        exifSeen = true;
        return first
                ? behind(
                        Exif.EXIF_HEADER_BYTES,
                        data,
                        Optional.of(ExifCleaner.inPlace(rest(data, Exif.EXIF_HEADER_BYTES), false)))
                : zeros(data);
    }

    private static byte[] app2(byte[] data) {
        if (starts(data, PROFILE) && data.length > PROFILE_HEADER_BYTES) {
            // A profile in several parts is a table of printing inks.
            boolean whole = data[PROFILE_HEADER_BYTES - 1] == 1;
            return whole
                    ? behind(PROFILE_HEADER_BYTES, data, IccProfile.harmless(rest(data, PROFILE_HEADER_BYTES)))
                    : data;
        }
        if (starts(data, MULTI_PICTURE)) {
            return behind(MULTI_PICTURE.length, data, ExifCleaner.multiPicture(rest(data, MULTI_PICTURE.length)));
        }
        boolean gainMap = starts(data, GAIN_MAP) && data.length <= GAIN_MAP.length + MAX_GAIN_MAP_BYTES;
        return gainMap ? data : zeros(data);
    }

    private static int jfifBytes(byte[] data) {
        return data.length < JFIF_BYTES ? data.length : JFIF_BYTES + 3 * (data[12] & 0xFF) * (data[13] & 0xFF);
    }

    /**
     * Overwrites the words in a small JPEG in memory.
     *
     * @return where the picture ends
     */
    static int blankAll(byte[] jpeg) throws IOException, DamagedPictureException {
        PictureBytes bytes = PictureBytes.of(jpeg.clone());
        JpegStructure.walk(bytes, (marker, start, segment, end) -> {
            if (isJudged(marker)) {
                int from = (int) segment.position();
                byte[] data = segment.take((int) end - from);
                byte[] stays = isShown(marker, data) ? new JpegSegments().harmless(marker, data) : zeros(data);
                System.arraycopy(stays, 0, jpeg, from, stays.length);
            }
        });
        return (int) bytes.position();
    }

    /** The head as it is and this behind it, or zeros throughout. */
    private static byte[] behind(int headBytes, byte[] data, Optional<byte[]> content) {
        if (content.isEmpty()) {
            return zeros(data);
        }
        byte[] whole = Arrays.copyOf(data, data.length);
        System.arraycopy(content.get(), 0, whole, headBytes, whole.length - headBytes);
        return whole;
    }

    private static byte[] rest(byte[] data, int from) {
        return Arrays.copyOfRange(data, from, data.length);
    }

    /** The first bytes, and zeros. */
    private static byte[] first(byte[] data, int count) {
        return Arrays.copyOf(Arrays.copyOf(data, Math.min(count, data.length)), data.length);
    }

    private static byte[] zeros(byte[] data) {
        return new byte[data.length];
    }

    private static boolean starts(byte[] data, byte[] start) {
        return data.length >= start.length && Arrays.equals(data, 0, start.length, start, 0, start.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
