package io.snapdock.picture.format;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a JPEG is coded, as far as it decides what decoding costs and what the samples mean (ITU-T T.81 B.2).
 *
 * @param componentIds their names, one for each sample of a pixel: 1 grey, 3 colours, 4 printing inks
 * @param coefficientBytes what a decoder must hold of the whole picture; 0 when it can go line by line. A picture in several scans,
 *     progressive or one colour after the other, has its last line complete only at the end of the file
 * @param scans how often a decoder passes over the picture
 * @param jfif whether JFIF's segment is there (T.871 10.1): then three components are YCbCr
 * @param adobeTransform the colour transform that Adobe's segment names (T.872 6.5.3): 0 none, 1 YCbCr, 2 YCCK; empty without
 *     that segment
 * @param profile where the parts of the colour profile lie, in their order (ICC.1:2010 B.4); empty when there is none, or none
 *     that is whole
 * @param applications segments for applications and comments before the first scan, neighbours as one: what no decoder needs
 */
public record JpegCoding(
        List<Integer> componentIds,
        long coefficientBytes,
        int scans,
        boolean jfif,
        OptionalInt adobeTransform,
        List<Segment> profile,
        List<Segment> applications) {

    /** Bytes of a file, from {@code start} up to {@code end}. */
    public record Segment(long start, long end) {

        public long length() {
            return end - start;
        }
    }

    private static final int APP0 = 0xE0;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;
    private static final int SOF2 = 0xC2;
    private static final int ADOBE_BYTES = 12;
    private static final int JFIF_BYTES = 14;
    private static final int ICC_BYTES = 14;
    private static final int BLOCK_SIDE = 8;
    private static final int BYTES_OF_BLOCK = BLOCK_SIDE * BLOCK_SIDE * Short.BYTES;

    /**
     * Reads the headers and counts the scans; nothing is decoded.
     *
     * @throws DamagedPictureException when the file is no whole JPEG
     * @throws IOException when it cannot be read
     */
    public static JpegCoding read(Path file) throws IOException, DamagedPictureException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Reader reader = new Reader();
            JpegStructure.walk(new PictureBytes(channel), reader);
            return reader.coding();
        }
    }

    /** How many samples each pixel has. */
    public int components() {
        return componentIds.size();
    }

    private static final class Reader implements JpegStructure.Visitor {

        private final List<Segment> applications = new ArrayList<>();
        private final List<Segment> parts = new ArrayList<>();
        private final List<Integer> ids = new ArrayList<>();
        private int count;
        private boolean broken;
        private boolean jfif;
        private int components;
        private long wholeBytes;
        private boolean severalScans;
        private int scans;
        private OptionalInt adobeTransform = OptionalInt.empty();

        JpegCoding coding() {
            long held = severalScans || scans > 1 ? wholeBytes : 0;
            return new JpegCoding(ids, held, scans, jfif, adobeTransform, profile(), applications);
        }

        private List<Segment> profile() {
            return broken || !isComplete() ? List.of() : parts;
        }

        private boolean isComplete() {
            return count > 0 && parts.size() == count && !parts.contains(null);
        }

        @Override
        public void frame(int marker, byte[] header) throws DamagedPictureException {
            components = header.length < 6 ? 0 : header[5] & 0xFF;
            if (components == 0 || header.length < 6 + 3 * components) {
                throw new DamagedPictureException("a frame of %d components".formatted(components));
            }
            severalScans = marker == SOF2;
            int height = (header[1] & 0xFF) << 8 | (header[2] & 0xFF);
            int width = (header[3] & 0xFF) << 8 | (header[4] & 0xFF);
            int mostAcross = 1;
            int mostDown = 1;
            for (int i = 0; i < components; i++) {
                mostAcross = Math.max(mostAcross, across(header, i));
                mostDown = Math.max(mostDown, down(header, i));
            }
            // A.2.4: units of so many blocks of each component, the last ones padded.
            long units = (long) ceiling(width, BLOCK_SIDE * mostAcross) * ceiling(height, BLOCK_SIDE * mostDown);
            for (int i = 0; i < components; i++) {
                ids.add(header[6 + 3 * i] & 0xFF);
                wholeBytes += units * across(header, i) * down(header, i) * BYTES_OF_BLOCK;
            }
        }

        @Override
        public void segment(int marker, long start, PictureBytes bytes, long end)
                throws IOException, DamagedPictureException {
            if (scans == 0 && ((marker >= APP0 && marker <= APP15) || marker == COM)) {
                application(start, end);
                long length = end - bytes.position();
                if (marker == APP14 && length >= ADOBE_BYTES) {
                    byte[] data = bytes.take(ADOBE_BYTES);
                    adobeTransform = begins(data, "Adobe") ? OptionalInt.of(data[11] & 0xFF) : adobeTransform;
                } else if (marker == APP0 && length >= JFIF_BYTES) {
                    jfif |= begins(bytes.take(JFIF_BYTES), "JFIF\0");
                } else if (marker == APP2 && length >= ICC_BYTES) {
                    byte[] data = bytes.take(ICC_BYTES);
                    if (begins(data, "ICC_PROFILE\0")) {
                        part(data[12] & 0xFF, data[13] & 0xFF, new Segment(bytes.position(), end));
                    }
                }
            }
        }

        @Override
        public void scan(byte[] header) {
            scans++;
            severalScans |= header.length > 0 && (header[0] & 0xFF) < components;
        }

        private void application(long start, long end) {
            int last = applications.size() - 1;
            if (last >= 0 && applications.get(last).end() == start) {
                applications.set(last, new Segment(applications.get(last).start(), end));
            } else {
                applications.add(new Segment(start, end));
            }
        }

        /** As browsers have it: one count in all parts, each number once, none missing; what comes after the last one does not count. */
        private void part(int number, int of, Segment data) {
            if (isComplete()) {
                return;
            }
            if (count == 0) {
                count = of;
            }
            boolean fits = of == count && number >= 1 && number <= count;
            while (fits && parts.size() < number) {
                parts.add(null);
            }
            if (fits && parts.get(number - 1) == null) {
                parts.set(number - 1, data);
            } else {
                broken = true;
            }
        }

        private static boolean begins(byte[] data, String name) {
            byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
            return Arrays.equals(data, 0, wanted.length, wanted, 0, wanted.length);
        }

        private static int across(byte[] header, int component) {
            return Math.max(1, header[7 + 3 * component] >> 4 & 0xF);
        }

        private static int down(byte[] header, int component) {
            return Math.max(1, header[7 + 3 * component] & 0xF);
        }

        private static int ceiling(int length, int unit) {
            return (length + unit - 1) / unit;
        }
    }
}
