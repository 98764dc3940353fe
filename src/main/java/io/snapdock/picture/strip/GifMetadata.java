package io.snapdock.picture.strip;

import io.snapdock.picture.DamagedPictureException;
import io.snapdock.picture.GifStructure;
import io.snapdock.picture.PictureBytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** GIF89a 23 to 26: GIF knows no Exif; comments and application extensions, XMP among them, stay or go whole. */
final class GifMetadata {

    private static final int COMMENT = 0xFE;
    private static final int APPLICATION = 0xFF;

    /** Repetitions, by two names, and the colour profile. */
    private static final Set<String> SHOWN = Set.of("NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012");

    private GifMetadata() {}

    static void strip(FileChannel source, EditedCopy copy, boolean all) throws IOException, DamagedPictureException {
        PictureBytes bytes = new PictureBytes(source);
        GifStructure.walk(bytes, (label, start, content) -> {
            if (label != COMMENT && label != APPLICATION) {
                GifStructure.skipSubBlocks(content);
            } else if (goes(content, label == APPLICATION, all)) {
                copy.cut(start, content.position());
            }
        });
        copy.finish(bytes.position());
    }

    /**
     * A comment's words may lie across the borders of sub-blocks; XMP ignores those borders and writes on, so that the bytes
     * of length are its own letters (XMP Part 3, 1.1.2). Both ways of reading are tried.
     */
    private static boolean goes(PictureBytes bytes, boolean application, boolean all)
            throws IOException, DamagedPictureException {
        PlaceWords joined = PlaceWords.inText();
        PlaceWords asWritten = PlaceWords.inText();
        boolean shown = false;
        int length = bytes.u8();
        for (boolean first = application; length > 0; first = false) {
            byte[] block = bytes.take(length);
            if (first) {
                shown = SHOWN.contains(new String(block, StandardCharsets.ISO_8859_1));
            }
            joined.feed(block);
            asWritten.feed(block);
            length = bytes.u8();
            asWritten.feed(new byte[] {(byte) length});
        }
        return !shown && (all || joined.found() || asWritten.found());
    }
}
