package io.snapdock.picture.strip;

import io.snapdock.picture.DamagedPictureException;
import io.snapdock.picture.Exif;
import io.snapdock.picture.PictureBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/** PNG (Third Edition) 5 and 11: chunks stay or go whole; only {@code eXIf} is written anew, with its checksum. */
final class PngMetadata {

    private static final int SIGNATURE_BYTES = 8;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int CHECKSUM_BYTES = 4;

    /** What shows the picture, in its colours, shape and movement. */
    private static final Set<String> SHOWN = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT",
            "pHYs", "bKGD", "acTL", "fcTL", "fdAT");

    private static final Set<String> TEXTS = Set.of("tEXt", "zTXt", "iTXt");

    private final EditedCopy copy;
    private final boolean all;
    private final PngText texts = new PngText();
    private boolean exifSeen;

    private PngMetadata(EditedCopy copy, boolean all) {
        this.copy = copy;
        this.all = all;
    }

    static void strip(FileChannel source, EditedCopy copy, boolean all) throws IOException, DamagedPictureException {
        PngMetadata metadata = new PngMetadata(copy, all);
        PictureBytes bytes = new PictureBytes(source);
        bytes.skip(SIGNATURE_BYTES);
        String name = "";
        while (!"IEND".equals(name)) {
            name = metadata.chunk(bytes);
        }
        copy.finish(bytes.position());
    }

    private String chunk(PictureBytes bytes) throws IOException, DamagedPictureException {
        long start = bytes.position();
        long length = bytes.u32();
        String name = bytes.name();
        long end = start + CHUNK_HEADER_BYTES + length + CHECKSUM_BYTES;
        if (end - bytes.position() > bytes.remaining()) {
            throw new DamagedPictureException("chunk of %d bytes at byte %d".formatted(length, start));
        }
        if ("eXIf".equals(name)) {
            exif(bytes, start, length, end);
        } else if (!SHOWN.contains(name) && (all || speaksOfPlace(name, bytes, length))) {
            copy.cut(start, end);
        }
        bytes.forwardTo(end);
        return name;
    }

    private boolean speaksOfPlace(String name, PictureBytes bytes, long length)
            throws IOException, DamagedPictureException {
        return TEXTS.contains(name) ? texts.speaksOfPlace(name, bytes, length) : Metadata.speaksOfPlace(bytes, length);
    }

    /** 11.3.4.5: a TIFF block, at most one. */
    private void exif(PictureBytes bytes, long start, long length, long end)
            throws IOException, DamagedPictureException {
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
