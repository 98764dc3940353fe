package io.snapdock.picture.strip;

import io.snapdock.picture.DamagedPictureException;
import io.snapdock.picture.Exif;
import io.snapdock.picture.PictureBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** WebP, RFC 9649 2.7: chunks stay or go whole; the flags of VP8X and the RIFF's length follow. */
final class WebpMetadata {

    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int LENGTH_AT = 4;
    private static final int EXIF_FLAG = 0x08;
    private static final int XMP_FLAG = 0x04;

    private static final Set<String> SHOWN = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");

    private final EditedCopy copy;
    private final boolean all;
    private boolean exif;
    private boolean xmp;

    /** Where the flags stand, from the start of the file: nothing before VP8X ever goes (2.7). 0 for none. */
    private long flagsAt;

    private int flags;

    private WebpMetadata(EditedCopy copy, boolean all) {
        this.copy = copy;
        this.all = all;
    }

    static void strip(FileChannel source, EditedCopy copy, boolean all) throws IOException, DamagedPictureException {
        new WebpMetadata(copy, all).strip(new PictureBytes(source));
    }

    private void strip(PictureBytes bytes) throws IOException, DamagedPictureException {
        long end = end(bytes);
        while (end - bytes.position() >= CHUNK_HEADER_BYTES) {
            chunk(bytes, end);
        }
        copy.finish(end);
        if (copy.isEdited()) {
            copy.patch(LENGTH_AT, littleEndian((int) (copy.size() - CHUNK_HEADER_BYTES)));
            if (flagsAt > 0) {
                int kept = flags & ~(exif ? 0 : EXIF_FLAG) & ~(xmp ? 0 : XMP_FLAG);
                copy.patch(flagsAt, new byte[] {(byte) kept});
            }
        }
    }

    private static long end(PictureBytes bytes) throws IOException, DamagedPictureException {
        bytes.skip(LENGTH_AT);
        long end = CHUNK_HEADER_BYTES + bytes.littleEndianU32();
        bytes.skip(RIFF_HEADER_BYTES - CHUNK_HEADER_BYTES);
        if (end - bytes.position() > bytes.remaining()) {
            throw new DamagedPictureException("RIFF of %d bytes".formatted(end));
        }
        return end;
    }

    private void chunk(PictureBytes bytes, long riffEnd) throws IOException, DamagedPictureException {
        long start = bytes.position();
        String name = bytes.name();
        long length = bytes.littleEndianU32();
        if (length > riffEnd - bytes.position()) {
            throw new DamagedPictureException("chunk of %d bytes at byte %d".formatted(length, start));
        }
        long end = Math.min(bytes.position() + length + (length & 1), riffEnd);
        if ("VP8X".equals(name) && start == RIFF_HEADER_BYTES && length > 0) {
            flagsAt = bytes.position();
            flags = bytes.u8();
        } else if ("EXIF".equals(name)) {
            exif(bytes, start, length, end);
        } else if (!SHOWN.contains(name)) {
            if (all || Metadata.speaksOfPlace(bytes, length)) {
                copy.cut(start, end);
            } else {
                xmp |= "XMP ".equals(name);
            }
        }
        bytes.forwardTo(end);
    }

    private void exif(PictureBytes bytes, long start, long length, long end)
            throws IOException, DamagedPictureException {
        Optional<byte[]> kept = Optional.empty();
        if (!exif && length <= Exif.MAX_EXIF_BYTES) {
            byte[] given = bytes.take((int) length);
            kept = Metadata.exif(given, all);
            exif = kept.isPresent();
            if (exif && Arrays.equals(kept.get(), given)) {
                return;
            }
        }
        copy.replace(start, end, kept.map(WebpMetadata::chunk).orElse(new byte[0]));
    }

    private static byte[] chunk(byte[] exif) {
        return ByteBuffer.allocate(CHUNK_HEADER_BYTES + exif.length + (exif.length & 1))
                .put("EXIF".getBytes(StandardCharsets.US_ASCII))
                .put(littleEndian(exif.length))
                .put(exif)
                .array();
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
