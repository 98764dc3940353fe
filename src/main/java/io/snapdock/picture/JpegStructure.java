package io.snapdock.picture;

import java.io.IOException;

/** JPEG, ITU-T T.81 annex B: marker segments up to the scans, then their data up to the end-of-image marker. */
public final class JpegStructure {

    private static final int TEM = 0x01;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int FIRST_RST = 0xD0;
    private static final int LAST_RST = 0xD7;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;

    private JpegStructure() {}

    /** Told of each marker segment between the start and the end of an image, scans' headers included. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * @param marker the code behind FF
         * @param start where the marker stands
         * @param bytes behind the segment's length; may be read up to {@code end}
         * @param end behind the segment
         */
        void segment(int marker, long start, PictureBytes bytes, long end) throws IOException, DamagedPictureException;

        /**
         * Told of the frame's header, B.2.2.
         *
         * @param header behind its length; it holds at least the dimensions
         */
        default void frame(int marker, byte[] header) throws DamagedPictureException {}
    }

    /** What follows the end of the image is not looked at: phones append clips and further pictures there. */
    static Dimensions measure(PictureBytes bytes) throws IOException, DamagedPictureException {
        return walk(bytes, (marker, start, segment, end) -> {});
    }

    /** From the start of an image to behind its end. */
    public static Dimensions walk(PictureBytes bytes, Visitor visitor) throws IOException, DamagedPictureException {
        if (bytes.u16() != (0xFF00 | SOI)) {
            throw new DamagedPictureException("no start of image");
        }
        return walkBehindStart(bytes, visitor);
    }

    /** The same when the start of the image was read already. */
    public static Dimensions walkBehindStart(PictureBytes bytes, Visitor visitor)
            throws IOException, DamagedPictureException {
        Dimensions dimensions = null;
        boolean scanned = false;
        while (true) {
            int marker = scanned ? markerBehindScanData(bytes) : adjacentMarker(bytes);
            if (marker == EOI) {
                if (!scanned) {
                    throw new DamagedPictureException("no scan before the end of image");
                }
                return dimensions;
            }
            if (marker < FIRST_FRAME || (marker >= FIRST_RST && marker <= SOI)) {
                throw new DamagedPictureException("marker %02X at byte %d".formatted(marker, bytes.position()));
            }
            long start = bytes.position() - 2;
            int length = bytes.u16();
            long end = start + 2 + length;
            if (isFrame(marker)) {
                if (dimensions != null) {
                    throw new DamagedPictureException("a second frame at byte " + bytes.position());
                }
                byte[] header = bytes.take(length - 2);
                dimensions = dimensions(header);
                visitor.frame(marker, header);
            } else {
                if (length < 2 || end > bytes.position() + bytes.remaining()) {
                    throw new DamagedPictureException("segment of %d bytes at byte %d".formatted(length, start));
                }
                visitor.segment(marker, start, bytes, end);
            }
            bytes.forwardTo(end);
            if (marker == SOS) {
                if (dimensions == null) {
                    throw new DamagedPictureException("a scan before its frame");
                }
                scanned = true;
            }
        }
    }

    /**
     * B.2.2. A height of 0, to be told by a later DNL segment, is legal there, yet no phone writes it and few readers
     * know it.
     */
    private static Dimensions dimensions(byte[] header) throws DamagedPictureException {
        if (header.length < 5) {
            throw new DamagedPictureException("a frame of %d bytes".formatted(header.length));
        }
        int height = (header[1] & 0xFF) << 8 | (header[2] & 0xFF);
        int width = (header[3] & 0xFF) << 8 | (header[4] & 0xFF);
        return Dimensions.read(width, height);
    }

    /** Before the first scan a marker must stand where the segment before it ended, but for fill bytes (B.1.1.2). */
    private static int adjacentMarker(PictureBytes bytes) throws IOException, DamagedPictureException {
        if (bytes.u8() != 0xFF) {
            throw new DamagedPictureException("no marker at byte " + (bytes.position() - 1));
        }
        return codeBehindFill(bytes);
    }

    /**
     * Scan data has no length. In it FF is followed by 00 or is a restart marker (B.1.1.5); any other code ends it.
     * Stray bytes before a marker pass, as they do in every decoder.
     */
    private static int markerBehindScanData(PictureBytes bytes) throws IOException, DamagedPictureException {
        while (true) {
            bytes.skipBehind(0xFF);
            int code = codeBehindFill(bytes);
            boolean data = code == 0 || code == TEM || (code >= FIRST_RST && code <= LAST_RST);
            if (!data) {
                return code;
            }
        }
    }

    private static int codeBehindFill(PictureBytes bytes) throws IOException, DamagedPictureException {
        int code = bytes.u8();
        while (code == 0xFF) {
            code = bytes.u8();
        }
        return code;
    }

    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME && marker <= LAST_FRAME && marker != DHT && marker != JPG && marker != DAC;
    }
}
