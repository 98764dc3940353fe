package io.snapdock.picture.strip;

import io.snapdock.picture.Exif;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import io.snapdock.picture.format.GifStructure;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * GIF89a 23 to 26: how frames are shown stays, repetitions and the colour profile stay, XMP is edited by property; comments, texts and the
 * extensions of anybody else go.
 */
final class GifMetadata {

    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int APPLICATION = 0xFF;
    private static final int APPLICATION_BYTES = 11;

    /** Repetitions, by two names: three bytes each, and how much to load before. */
    private static final Set<String> LOOPS = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");

    private static final int MAX_LOOP_BYTES = 32;
    private static final String PROFILE = "ICCRGBG1012";

    private final SeekableByteChannel source;
    private final EditedCopy copy;
    private final boolean all;

    private GifMetadata(SeekableByteChannel source, EditedCopy copy, boolean all) {
        this.source = source;
        this.copy = copy;
        this.all = all;
    }

    static void strip(SeekableByteChannel source, EditedCopy copy, boolean all)
            throws IOException, DamagedPictureException {
        PictureBytes bytes = new PictureBytes(source);
        copy.finish(GifStructure.walk(bytes, new GifMetadata(source, copy, all)::extension)
                .end());
    }

    private void extension(int label, long start, PictureBytes bytes) throws IOException, DamagedPictureException {
        long content = bytes.position();
        int first = bytes.u8();
        byte[] block = bytes.take(first);
        String name = label == APPLICATION ? new String(block, StandardCharsets.ISO_8859_1) : "";
        if (first > 0) {
            GifStructure.skipSubBlocks(bytes);
        }
        long end = bytes.position();
        boolean shown = label == GRAPHIC_CONTROL
                || name.equals(PROFILE)
                || (LOOPS.contains(name) && end - content <= APPLICATION_BYTES + MAX_LOOP_BYTES);
        if (shown) {
            return;
        }
        Optional<byte[]> packet = all || label != APPLICATION ? Optional.empty() : Exif.gifXmp(source, content, end);
        Optional<byte[]> kept = packet.flatMap(XmpFilter::harmless);
        if (kept.isEmpty()) {
            copy.cut(start, end);
        } else if (!Arrays.equals(kept.get(), packet.get())) {
            long from = content + 1 + APPLICATION_BYTES;
            copy.replace(from, from + kept.get().length, kept.get());
        }
    }
}
