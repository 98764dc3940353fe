package io.snapdock.picture.strip;

import io.snapdock.picture.Exif;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * PNG (Third Edition) 5 and 11: chunks that show the picture stay as they are; those of words stay as far as they are known, written anew
 * with their checksum; all others go.
 */
final class PngMetadata {

    private static final int SIGNATURE_BYTES = 8;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int CHECKSUM_BYTES = 4;

    /** Shape, colours, resolution, movement, the time of the last change. */
    private static final Set<String> SHOWN = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "cICP", "mDCV", "mDCv", "cLLI", "cLLi",
            "sBIT", "pHYs", "bKGD", "hIST", "acTL", "fcTL", "fdAT");

    private static final Set<String> TEXTS = Set.of("tEXt", "zTXt", "iTXt");

    private final PictureBytes bytes;
    private final EditedCopy copy;
    private final boolean all;
    private boolean exifSeen;

    private PngMetadata(PictureBytes bytes, EditedCopy copy, boolean all) {
        this.bytes = bytes;
        this.copy = copy;
        this.all = all;
    }

    static void strip(SeekableByteChannel source, EditedCopy copy, boolean all)
            throws IOException, DamagedPictureException {
        PictureBytes bytes = new PictureBytes(source);
        PngMetadata metadata = new PngMetadata(bytes, copy, all);
        bytes.skip(SIGNATURE_BYTES);
        String name = "";
        while (!"IEND".equals(name) && bytes.remaining() >= CHUNK_HEADER_BYTES) {
            name = metadata.chunk();
        }
        copy.finish(bytes.position());
    }

    private String chunk() throws IOException, DamagedPictureException {
        long start = bytes.position();
        long length = bytes.u32();
        String name = bytes.name();
        long end = bytes.position() + length + CHECKSUM_BYTES;
        long fileEnd = bytes.position() + bytes.remaining();
        if (end > fileEnd) {
            // The check has found that all of the picture is there: what is cut off says nothing.
            if (!SHOWN.contains(name)) {
                copy.cut(start, fileEnd);
            }
            bytes.forwardTo(fileEnd);
            return name;
        }
        if ("eXIf".equals(name)) {
            exif(start, length, end);
        } else if ("iCCP".equals(name) || (TEXTS.contains(name) && !all)) {
            words(name, start, length, end);
        } else if (!SHOWN.contains(name) && (all || !"tIME".equals(name))) {
            copy.cut(start, end);
        }
        bytes.forwardTo(end);
        return name;
    }

    private void words(String name, long start, long length, long end) throws IOException, DamagedPictureException {
        byte[] given = length <= Exif.MAX_EXIF_BYTES ? bytes.take((int) length) : new byte[0];
        Optional<byte[]> kept = PngText.harmless(name, given);
        if (kept.isEmpty()) {
            copy.cut(start, end);
        } else if (!Arrays.equals(kept.get(), given)) {
            copy.replace(start, end, chunk(name, kept.get()));
        }
    }

    /** 11.3.4.5: a TIFF block, at most one. */
    private void exif(long start, long length, long end) throws IOException, DamagedPictureException {
        Optional<byte[]> kept = Optional.empty();
        if (!exifSeen && length <= Exif.MAX_EXIF_BYTES) {
            byte[] given = bytes.take((int) length);
            kept = Metadata.exif(given, all);
            if (kept.isPresent() && Arrays.equals(kept.get(), given)) {
                exifSeen = true;
                return;
            }
        }
        exifSeen = true;
        copy.replace(start, end, kept.map(tiff -> chunk("eXIf", tiff)).orElse(new byte[0]));
    }

    private static byte[] chunk(String name, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_HEADER_BYTES + data.length + CHECKSUM_BYTES)
                .putInt(data.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(data);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) checksum.getValue()).array();
    }
}
