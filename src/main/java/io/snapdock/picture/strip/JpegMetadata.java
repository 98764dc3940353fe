package io.snapdock.picture.strip;

import io.snapdock.picture.Exif;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import io.snapdock.picture.format.JpegStructure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JPEG. Without its place a picture keeps every byte's position, as offsets lead from one part to another (CIPA DC-007,
 * multi-picture format): what goes is overwritten inside its segment. Without anything it becomes shorter.
 *
 * <p>Behind the end of the picture further JPEGs may follow, such as gain maps for bright screens: under strip-location they stay, cleaned as
 * the first is. Anything else there, such as the clip of a motion photo, goes, as it has places of its own.
 */
final class JpegMetadata implements JpegStructure.Visitor {

    private static final int SEGMENT_HEADER_BYTES = 4;
    private static final int FILL = 0xFF;
    private static final int APP1 = 0xE1;

    /** Phones write two or three into a file; what follows more than these goes, as if it were none. */
    private static final int MAX_PICTURES = 64;

    private final PictureBytes bytes;
    private final EditedCopy copy;
    private final boolean all;
    private JpegSegments segments = new JpegSegments();
    private boolean exifSeen;

    private JpegMetadata(SeekableByteChannel source, EditedCopy copy, boolean all) throws IOException {
        this.bytes = new PictureBytes(source);
        this.copy = copy;
        this.all = all;
    }

    static void strip(SeekableByteChannel source, EditedCopy copy, boolean all)
            throws IOException, DamagedPictureException {
        new JpegMetadata(source, copy, all).strip();
    }

    private void strip() throws IOException, DamagedPictureException {
        JpegStructure.walk(bytes, this);
        copy.finish(all ? bytes.position() : behindFurtherPictures());
    }

    /** @return where the last picture that stays has its end */
    private long behindFurtherPictures() throws IOException, DamagedPictureException {
        long end = bytes.position();
        for (int i = 1; i < MAX_PICTURES && hasStart(); i++) {
            segments = new JpegSegments();
            long[] mark = copy.mark();
            try {
                if (!JpegStructure.walkBehindStart(bytes, this).ended()) {
                    copy.backTo(mark);
                    return end;
                }
            } catch (DamagedPictureException e) {
                // What is no whole picture is treated as anything else behind the end.
                copy.backTo(mark);
                return end;
            }
            end = bytes.position();
        }
        return end;
    }

    private boolean hasStart() throws IOException, DamagedPictureException {
        int next = 0;
        while (next == 0 && bytes.remaining() > 2) {
            next = bytes.u8();
        }
        return next == 0xFF && bytes.u8() == 0xD8;
    }

    @Override
    public void segment(int marker, long start, PictureBytes content, long end)
            throws IOException, DamagedPictureException {
        if (!JpegSegments.isJudged(marker)) {
            return;
        }
        byte[] data = content.take((int) (end - content.position()));
        if (all) {
            keepOnlyPicture(marker, start, data, end);
            return;
        }
        byte[] harmless = segments.harmless(marker, data);
        if (!Arrays.equals(harmless, data)) {
            copy.replace(start + SEGMENT_HEADER_BYTES, end, harmless);
        }
    }

    /** Nobody knows what they are; decoders pass over them. Before a marker any number of fill bytes may stand (B.1.1.2). */
    @Override
    public void stray(long start, long end) throws IOException {
        if (all) {
            copy.cut(start, end);
        } else {
            copy.fill(start, end, FILL);
        }
    }

    private void keepOnlyPicture(int marker, long start, byte[] data, long end) throws IOException {
        if (JpegSegments.isShown(marker, data)) {
            byte[] harmless = segments.harmless(marker, data);
            if (XmpFilter.isBlank(harmless)) {
                copy.cut(start, end);
            } else if (!Arrays.equals(harmless, data)) {
                copy.replace(start + SEGMENT_HEADER_BYTES, end, harmless);
            }
            return;
        }
        byte[] exif = new byte[0];
        if (JpegSegments.isExif(marker, data) && !exifSeen) {
            exifSeen = true;
            exif = ExifCleaner.onlyOrientation(tiff(data)).orElse(exif);
        }
        if (exif.length == 0) {
            copy.cut(start, end);
        } else if (!Arrays.equals(exif, tiff(data))) {
            copy.replace(start, end, exifSegment(exif));
        }
    }

    private static byte[] tiff(byte[] data) {
        return Arrays.copyOfRange(data, Exif.EXIF_HEADER_BYTES, data.length);
    }

    private static byte[] exifSegment(byte[] tiff) {
        return ByteBuffer.allocate(SEGMENT_HEADER_BYTES + Exif.EXIF_HEADER_BYTES + tiff.length)
                .putShort((short) (0xFF00 | APP1))
                .putShort((short) (2 + Exif.EXIF_HEADER_BYTES + tiff.length))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(tiff)
                .array();
    }
}
