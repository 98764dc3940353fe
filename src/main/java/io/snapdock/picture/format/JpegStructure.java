package io.snapdock.picture.format;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.bytes.PictureBytes;
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

    /** The file ended. */
    private static final int NONE = -1;

    private final PictureBytes bytes;
    private final Visitor visitor;
    private final JpegProgress progress = new JpegProgress();
    private Dimensions dimensions;
    private boolean scanned;

    private JpegStructure(PictureBytes bytes, Visitor visitor) {
        this.bytes = bytes;
        this.visitor = visitor;
    }

    /** Told of each marker segment between the start and the end of an image. */
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

        /**
         * Told of a scan's header, B.2.3.
         *
         * @param header behind its length
         */
        default void scan(byte[] header) {}

        /** Told of bytes between two segments that belong to none. */
        default void stray(long start, long end) throws IOException {}
    }

    /**
     * What a walk found.
     *
     * @param ended whether the marker for the end of the image was there; without it the file ended in the data of a scan
     * @param provable whether no scan is missing, and a decoder can tell in bounded memory whether the last one is whole
     */
    public record Image(Dimensions dimensions, boolean ended, boolean provable) {}

    /** What follows the end of the image is not looked at: phones append clips and further pictures there. */
    public static Dimensions measure(PictureBytes bytes) throws IOException, DamagedPictureException {
        return measure(bytes, (marker, start, segment, end) -> {});
    }

    public static Dimensions measure(PictureBytes bytes, Visitor visitor) throws IOException, DamagedPictureException {
        Image image = walk(bytes, visitor);
        if (!image.ended() && !(image.provable() && bytes.proves(JpegScans::areWhole))) {
            throw new DamagedPictureException("cut off at byte " + bytes.position());
        }
        return image.dimensions();
    }

    /** From the start of an image to behind its end. */
    public static Image walk(PictureBytes bytes, Visitor visitor) throws IOException, DamagedPictureException {
        if (bytes.u16() != (0xFF00 | SOI)) {
            throw new DamagedPictureException("no start of image");
        }
        return walkBehindStart(bytes, visitor);
    }

    /** The same when the start of the image was read already. */
    public static Image walkBehindStart(PictureBytes bytes, Visitor visitor)
            throws IOException, DamagedPictureException {
        return new JpegStructure(bytes, visitor).walk();
    }

    /** Tells of what stands before the first scan. */
    public static void walkHeader(PictureBytes bytes, Visitor visitor) throws IOException, DamagedPictureException {
        bytes.skip(2);
        JpegStructure structure = new JpegStructure(bytes, visitor);
        while (!structure.scanned) {
            int marker = structure.nextMarker();
            if (marker == EOI) {
                return;
            }
            structure.segment(marker);
        }
    }

    private Image walk() throws IOException, DamagedPictureException {
        while (true) {
            int marker = scanned ? markerBehindScanData() : nextMarker();
            if (marker == EOI || marker == NONE) {
                if (!scanned) {
                    throw new DamagedPictureException("no scan before the end of image");
                }
                return new Image(dimensions, marker == EOI, progress.isComplete() && progress.isBounded(dimensions));
            }
            if (marker < FIRST_FRAME || marker == SOI) {
                throw new DamagedPictureException("marker %02X at byte %d".formatted(marker, bytes.position()));
            }
            segment(marker);
        }
    }

    private void segment(int marker) throws IOException, DamagedPictureException {
        long start = bytes.position() - 2;
        int length = bytes.u16();
        long end = start + 2 + length;
        if (length < 2 || end > bytes.position() + bytes.remaining()) {
            throw new DamagedPictureException("segment of %d bytes at byte %d".formatted(length, start));
        }
        if (isFrame(marker)) {
            if (dimensions != null) {
                throw new DamagedPictureException("a second frame at byte " + bytes.position());
            }
            byte[] header = bytes.take(length - 2);
            dimensions = dimensions(header);
            progress.frame(marker, header);
            visitor.frame(marker, header);
        } else if (marker == SOS) {
            if (dimensions == null) {
                throw new DamagedPictureException("a scan before its frame");
            }
            byte[] header = bytes.take(length - 2);
            progress.scan(header);
            visitor.scan(header);
            scanned = true;
        } else {
            visitor.segment(marker, start, bytes, end);
        }
        bytes.forwardTo(end);
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

    /**
     * Before the first scan a marker stands where the segment before it ended, but for fill bytes (B.1.1.2). Decoders pass over
     * anything else that stands there, and over codes without a length.
     */
    private int nextMarker() throws IOException, DamagedPictureException {
        long start = bytes.position();
        while (true) {
            bytes.skipBehind(0xFF);
            long fill = bytes.position() - 1;
            int code = codeBehindFill();
            if (code != 0 && code != TEM && (code < FIRST_RST || code > LAST_RST)) {
                if (fill > start) {
                    visitor.stray(start, fill);
                }
                return code;
            }
        }
    }

    /**
     * Scan data has no length. In it FF is followed by 00 or is a restart marker (B.1.1.5); any other code ends it.
     * Stray bytes before a marker pass, as they do in every decoder.
     */
    private int markerBehindScanData() throws IOException, DamagedPictureException {
        while (bytes.skipBehindOrToEnd(0xFF)) {
            int code = 0xFF;
            while (code == 0xFF && bytes.remaining() > 0) {
                code = bytes.u8();
            }
            boolean data = code == 0 || code == TEM || code == 0xFF || (code >= FIRST_RST && code <= LAST_RST);
            if (!data) {
                return code;
            }
        }
        return NONE;
    }

    private int codeBehindFill() throws IOException, DamagedPictureException {
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
