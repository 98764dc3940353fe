package io.snapdock.picture;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * How a JPEG is coded, as far as it decides what decoding costs and what the samples mean (ITU-T T.81 B.2).
 *
 * @param components samples for each pixel: 1 grey, 3 colours, 4 printing inks
 * @param coefficientBytes what a decoder must hold of the whole picture; 0 when it can go line by line. A picture in several scans,
 *     progressive or one colour after the other, has its last line complete only at the end of the file
 * @param scans how often a decoder passes over the picture
 * @param adobeTransform the colour transform that Adobe's segment names (T.872 6.5.3): 0 none, 1 YCbCr, 2 YCCK; empty without
 *     that segment
 */
public record JpegCoding(int components, long coefficientBytes, int scans, OptionalInt adobeTransform) {

    private static final int SOF2 = 0xC2;
    private static final int APP14 = 0xEE;
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

    private static final class Reader implements JpegStructure.Visitor {

        private int components;
        private long wholeBytes;
        private boolean severalScans;
        private int scans;
        private OptionalInt adobeTransform = OptionalInt.empty();

        JpegCoding coding() {
            return new JpegCoding(components, severalScans || scans > 1 ? wholeBytes : 0, scans, adobeTransform);
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
                wholeBytes += units * across(header, i) * down(header, i) * BYTES_OF_BLOCK;
            }
        }

        @Override
        public void segment(int marker, long start, PictureBytes bytes, long end)
                throws IOException, DamagedPictureException {
            if (marker == APP14 && end - bytes.position() >= 12) {
                byte[] data = bytes.take(12);
                boolean adobe = data[0] == 'A' && data[1] == 'd' && data[2] == 'o' && data[3] == 'b' && data[4] == 'e';
                adobeTransform = adobe ? OptionalInt.of(data[11] & 0xFF) : adobeTransform;
            }
        }

        @Override
        public void scan(byte[] header) {
            scans++;
            severalScans |= header.length > 0 && (header[0] & 0xFF) < components;
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
