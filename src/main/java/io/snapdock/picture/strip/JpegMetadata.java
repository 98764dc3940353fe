package io.snapdock.picture.strip;

import io.snapdock.picture.DamagedPictureException;
import io.snapdock.picture.JpegStructure;
import io.snapdock.picture.PictureBytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * JPEG. Without its place a picture keeps every byte's position, as offsets lead from one part to another (CIPA DC-007,
 * multi-picture format): what goes is overwritten with zeros inside its segment. Without anything it becomes shorter.
 *
 * <p>Behind the end of the picture further JPEGs may follow, such as gain maps for bright screens: under strip-location they stay, cleaned as
 * the first is. Anything else there, such as the clip of a motion photo, goes, as it has places of its own.
 */
final class JpegMetadata {

    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP13 = 0xED;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;

    private static final byte[] SOI = {(byte) 0xFF, (byte) 0xD8};
    private static final byte[] EXIF = ascii("Exif\0");
    private static final byte[] JFIF = ascii("JFIF\0");
    private static final byte[] PROFILE = ascii("ICC_PROFILE\0");
    private static final byte[] ADOBE = ascii("Adobe");
    private static final byte[] MULTI_PICTURE = ascii("MPF\0");
    private static final byte[] PHOTOSHOP = ascii("Photoshop 3.0\0");
    private static final byte[] EXTENDED_XMP = ascii("http://ns.adobe.com/xmp/extension/\0");

    /** XMP Part 3, 1.1.3.1: the name, a digest in 32 letters, the whole length, the offset. */
    private static final int EXTENDED_XMP_HEADER_BYTES = 35 + 32 + 4 + 4;

    /** CIPA DC-008 4.7.2: "Exif", two bytes, then the TIFF block. */
    private static final int EXIF_HEADER_BYTES = 6;

    private static final int SEGMENT_HEADER_BYTES = 4;

    /** Kinds of segments of one picture: APP0 to APP15 by their number, comments in the place of APP0. */
    private static final int KINDS = 16;

    /** Phones write two or three into a file; what follows more than these goes, as if it were none. */
    private static final int MAX_PICTURES = 64;

    private final FileChannel source;
    private final EditedCopy copy;
    private final boolean all;

    /** Segments that speak of a place, by picture and kind: long texts are cut over several, so a kind stays or goes whole. */
    private final BitSet placed = new BitSet();

    private int picture;
    private boolean exifSeen;

    private JpegMetadata(FileChannel source, EditedCopy copy, boolean all) {
        this.source = source;
        this.copy = copy;
        this.all = all;
    }

    static void strip(FileChannel source, EditedCopy copy, boolean all) throws IOException, DamagedPictureException {
        new JpegMetadata(source, copy, all).strip();
    }

    private void strip() throws IOException, DamagedPictureException {
        long end = survey();
        PictureBytes bytes = new PictureBytes(source);
        picture = 0;
        do {
            exifSeen = false;
            JpegStructure.walkBehindStart(behindStart(bytes), all ? this::keepOnlyPicture : this::takePlaceOut);
            picture++;
        } while (bytes.position() < end);
        copy.finish(end);
    }

    /** @return where the last picture that stays has its end */
    private long survey() throws IOException, DamagedPictureException {
        PictureBytes bytes = new PictureBytes(source);
        Judge judge = new Judge();
        JpegStructure.walk(bytes, judge);
        long end = bytes.position();
        try {
            while (!all && picture < MAX_PICTURES && hasStart(bytes)) {
                picture++;
                judge = new Judge();
                JpegStructure.walkBehindStart(bytes, judge);
                end = bytes.position();
            }
        } catch (DamagedPictureException e) {
            // What is no whole picture is treated as anything else behind the end.
            return end;
        }
        return end;
    }

    private static boolean hasStart(PictureBytes bytes) throws IOException, DamagedPictureException {
        int next = 0;
        while (next == 0 && bytes.remaining() > SOI.length) {
            next = bytes.u8();
        }
        return next == 0xFF && bytes.u8() == 0xD8;
    }

    /** The survey has proven that a picture begins here, behind padding. */
    private static PictureBytes behindStart(PictureBytes bytes) throws IOException, DamagedPictureException {
        bytes.skipBehind(0xD8);
        return bytes;
    }

    private void keepOnlyPicture(int marker, long start, PictureBytes bytes, long end)
            throws IOException, DamagedPictureException {
        if ((marker < APP0 || marker > APP15) && marker != COM) {
            return;
        }
        byte[] data = bytes.take((int) (end - bytes.position()));
        boolean shown = (marker == APP0 && starts(data, JFIF))
                || (marker == APP2 && starts(data, PROFILE))
                || (marker == APP14 && starts(data, ADOBE));
        if (shown) {
            return;
        }
        byte[] exif = new byte[0];
        if (marker == APP1 && starts(data, EXIF) && !exifSeen) {
            exifSeen = true;
            exif = ExifCleaner.onlyOrientation(tiff(data)).orElse(exif);
        }
        if (exif.length == 0) {
            copy.cut(start, end);
        } else if (!Arrays.equals(exif, tiff(data))) {
            copy.replace(start, end, exifSegment(exif));
        }
    }

    private void takePlaceOut(int marker, long start, PictureBytes bytes, long end)
            throws IOException, DamagedPictureException {
        if ((marker < APP0 || marker > APP15) && marker != COM) {
            return;
        }
        byte[] data = bytes.take((int) (end - bytes.position()));
        long from = start + SEGMENT_HEADER_BYTES;
        if (marker == APP1 && starts(data, EXIF)) {
            boolean first = !exifSeen;
            exifSeen = true;
            byte[] cleaned = Arrays.copyOf(data, data.length);
            byte[] tiff = first ? ExifCleaner.inPlace(tiff(data), false) : new byte[data.length];
            int header = first ? Math.min(EXIF_HEADER_BYTES, data.length) : 0;
            System.arraycopy(tiff, 0, cleaned, header, data.length - header);
            if (!Arrays.equals(cleaned, data)) {
                copy.replace(from, end, cleaned);
            }
        } else if (isText(marker, data) && placed.get(kind(marker))) {
            copy.fill(from, end, 0);
        }
    }

    private int kind(int marker) {
        return picture * KINDS + (marker == COM ? 0 : marker - APP0);
    }

    /** Anything that is neither Exif nor numbers for decoders. */
    private static boolean isText(int marker, byte[] data) {
        return switch (marker) {
            case APP0 -> false;
            case APP1 -> !starts(data, EXIF);
            case APP2 -> !starts(data, PROFILE) && !starts(data, MULTI_PICTURE);
            case APP14 -> !starts(data, ADOBE);
            default -> true;
        };
    }

    /** What is repeated in each segment of a text that is cut over several; a name may be cut apart too. */
    private static int headerBytes(byte[] data) {
        if (starts(data, EXTENDED_XMP)) {
            return Math.min(EXTENDED_XMP_HEADER_BYTES, data.length);
        }
        return starts(data, PHOTOSHOP) ? PHOTOSHOP.length : 0;
    }

    private static byte[] tiff(byte[] data) {
        return Arrays.copyOfRange(data, Math.min(EXIF_HEADER_BYTES, data.length), data.length);
    }

    private static byte[] exifSegment(byte[] tiff) {
        int length = 2 + EXIF_HEADER_BYTES + tiff.length;
        byte[] segment = new byte[2 + length];
        segment[0] = (byte) 0xFF;
        segment[1] = (byte) APP1;
        segment[2] = (byte) (length >> 8);
        segment[3] = (byte) length;
        System.arraycopy(EXIF, 0, segment, SEGMENT_HEADER_BYTES, EXIF.length);
        System.arraycopy(tiff, 0, segment, SEGMENT_HEADER_BYTES + EXIF_HEADER_BYTES, tiff.length);
        return segment;
    }

    private static boolean starts(byte[] data, byte[] start) {
        return data.length >= start.length && Arrays.equals(data, 0, start.length, start, 0, start.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Finds the kinds of segments of one picture that speak of a place. */
    private final class Judge implements JpegStructure.Visitor {

        private final PlaceWords[] words = new PlaceWords[KINDS];

        @Override
        public void segment(int marker, long start, PictureBytes bytes, long end)
                throws IOException, DamagedPictureException {
            if (all || ((marker < APP0 || marker > APP15) && marker != COM)) {
                return;
            }
            byte[] data = bytes.take((int) (end - bytes.position()));
            if (!isText(marker, data)) {
                return;
            }
            int kind = marker == COM ? 0 : marker - APP0;
            if (words[kind] == null) {
                words[kind] = marker == APP13 ? PlaceWords.inImageResources() : PlaceWords.inText();
            }
            if (words[kind].feed(data, headerBytes(data), data.length).found()) {
                placed.set(kind(marker));
            }
        }
    }
}
