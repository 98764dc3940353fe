package io.snapdock.picture.strip;

import io.snapdock.picture.Exif;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import io.snapdock.picture.format.WebpStructure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * WebP, RFC 9649 2.7: what shows the picture stays, Exif and XMP stay as far as they are known, all else goes; the flags of VP8X and the
 * RIFF's length follow.
 */
final class WebpMetadata {

    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int LENGTH_AT = 4;
    private static final int PROFILE_FLAG = 0x20;
    private static final int EXIF_FLAG = 0x08;
    private static final int XMP_FLAG = 0x04;

    /** 2.7.1.1: the fields of ANMF before the frame's own chunks. */
    private static final int FRAME_HEADER_BYTES = 16;

    private static final Set<String> SHOWN = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF");

    private final PictureBytes bytes;
    private final EditedCopy copy;
    private final boolean all;
    private boolean exif;
    private boolean xmp;
    private boolean profile;

    /** Where the flags stand, from the start of the file: nothing before VP8X ever goes (2.7). 0 for none. */
    private long flagsAt;

    private int flags;

    private WebpMetadata(PictureBytes bytes, EditedCopy copy, boolean all) {
        this.bytes = bytes;
        this.copy = copy;
        this.all = all;
    }

    static void strip(SeekableByteChannel source, EditedCopy copy, boolean all)
            throws IOException, DamagedPictureException {
        new WebpMetadata(new PictureBytes(source), copy, all).strip();
    }

    private void strip() throws IOException, DamagedPictureException {
        long stated = WebpStructure.stated(bytes);
        long end = WebpStructure.end(bytes, stated);
        if (stated > end) {
            // Browsers show nothing of a picture whose header states another length.
            copy.replace(LENGTH_AT, CHUNK_HEADER_BYTES, littleEndian(0));
        }
        while (end - bytes.position() >= CHUNK_HEADER_BYTES) {
            chunk(end);
        }
        copy.finish(bytes.position());
        if (copy.isEdited()) {
            copy.patch(LENGTH_AT, littleEndian((int) (copy.size() - CHUNK_HEADER_BYTES)));
            if (flagsAt > 0) {
                int gone = (exif ? 0 : EXIF_FLAG) | (xmp ? 0 : XMP_FLAG) | (profile ? 0 : PROFILE_FLAG);
                copy.patch(flagsAt, new byte[] {(byte) (flags & ~gone)});
            }
        }
    }

    private void chunk(long riffEnd) throws IOException, DamagedPictureException {
        long start = bytes.position();
        String name = bytes.name();
        long length = bytes.littleEndianU32();
        if (length > riffEnd - bytes.position()) {
            // The check has found that all of the picture is there: what is cut off says nothing.
            copy.cut(start, riffEnd);
            bytes.forwardTo(riffEnd);
            return;
        }
        long end = Math.min(bytes.position() + length + (length & 1), riffEnd);
        switch (name) {
            case "VP8X" -> {
                if (start == RIFF_HEADER_BYTES && length > 0) {
                    flagsAt = bytes.position();
                    flags = bytes.u8();
                }
            }
            case "EXIF" -> exif(start, length, end);
            case "XMP " ->
                xmp |= words(name, start, length, end, all ? given -> Optional.empty() : XmpFilter::harmless);
            case "ICCP" -> profile |= words(name, start, length, end, IccProfile::harmless);
            case "ANMF" -> frame(bytes.position() + length);
            default -> {
                if (!SHOWN.contains(name)) {
                    copy.cut(start, end);
                }
            }
        }
        bytes.forwardTo(end);
    }

    @FunctionalInterface
    private interface Part {

        Optional<byte[]> harmless(byte[] whole);
    }

    /** @return whether something stays */
    private boolean words(String name, long start, long length, long end, Part part)
            throws IOException, DamagedPictureException {
        byte[] given = length <= Exif.MAX_EXIF_BYTES ? bytes.take((int) length) : new byte[0];
        Optional<byte[]> kept = part.harmless(given);
        if (kept.isEmpty()) {
            copy.cut(start, end);
        } else if (!Arrays.equals(kept.get(), given)) {
            copy.replace(start, end, chunk(name, kept.get()));
        }
        return kept.isPresent();
    }

    /** A frame's length stands before it, so what nobody knows in it is overwritten. */
    private void frame(long frameEnd) throws IOException, DamagedPictureException {
        bytes.skip(Math.min(FRAME_HEADER_BYTES, frameEnd - bytes.position()));
        while (frameEnd - bytes.position() >= CHUNK_HEADER_BYTES) {
            String name = bytes.name();
            long length = bytes.littleEndianU32();
            long end = Math.min(bytes.position() + length + (length & 1), frameEnd);
            if (!SHOWN.contains(name)) {
                overwrite(end);
            }
            bytes.forwardTo(end);
        }
        overwrite(frameEnd);
    }

    private void overwrite(long end) throws IOException, DamagedPictureException {
        long from = bytes.position();
        if (!bytes.skipZeros(end)) {
            copy.fill(from, end, 0);
        }
    }

    private void exif(long start, long length, long end) throws IOException, DamagedPictureException {
        Optional<byte[]> kept = Optional.empty();
        if (!exif && length <= Exif.MAX_EXIF_BYTES) {
            byte[] given = bytes.take((int) length);
            kept = Metadata.exif(given, all);
            exif = kept.isPresent();
            if (exif && Arrays.equals(kept.get(), given)) {
                return;
            }
        }
        copy.replace(start, end, kept.map(block -> chunk("EXIF", block)).orElse(new byte[0]));
    }

    private static byte[] chunk(String name, byte[] data) {
        return ByteBuffer.allocate(CHUNK_HEADER_BYTES + data.length + (data.length & 1))
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(littleEndian(data.length))
                .put(data)
                .array();
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
