package io.snapdock.picture.format;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.bytes.PictureBytes;
import java.io.IOException;
import java.util.Set;

/** WebP, RFC 9649 section 2: chunks by their lengths up to the end that the RIFF header states. */
public final class WebpStructure {

    private static final int CHUNK_HEADER_BYTES = 8;

    /** 2.7.1.1, figure 9: the fields of ANMF before the frame's own chunks. */
    private static final int FRAME_HEADER_BYTES = 16;

    private static final Set<String> SHOWN = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF");

    private long width;
    private long height;
    private boolean image;

    /** Where the last frame that was begun ends. */
    private long frameEnd;

    private WebpStructure() {}

    static Dimensions measure(PictureBytes bytes) throws IOException, DamagedPictureException {
        return new WebpStructure().walk(bytes);
    }

    /**
     * Reads the rest of the header. Its length is often wrong, by writers that forget what they appended; then the file's length counts, as it does for
     * browsers where the picture is whole.
     *
     * @return where the last chunk may end; bytes behind the RIFF's end are allowed (2.4) and not looked at
     */
    public static long end(PictureBytes bytes, long stated) throws IOException, DamagedPictureException {
        if (!"WEBP".equals(bytes.name())) {
            throw new DamagedPictureException("RIFF, but no WebP");
        }
        return Math.min(stated, bytes.position() + bytes.remaining());
    }

    /** The end by the header. */
    public static long stated(PictureBytes bytes) throws IOException, DamagedPictureException {
        if (!"RIFF".equals(bytes.name())) {
            throw new DamagedPictureException("no RIFF header");
        }
        long length = bytes.littleEndianU32();
        return bytes.position() + length;
    }

    private Dimensions walk(PictureBytes bytes) throws IOException, DamagedPictureException {
        long stated = stated(bytes);
        long end = end(bytes, stated);
        boolean more = true;
        while (more && end - bytes.position() >= CHUNK_HEADER_BYTES) {
            more = chunk(bytes, end);
        }
        if (!image) {
            throw new DamagedPictureException("no image in the file");
        }
        if (frameEnd > 0 && stated > end + 1) {
            // Nothing else says how many frames there are.
            throw new DamagedPictureException("an animation of %d bytes that ends at %d".formatted(stated, end));
        }
        return Dimensions.read(width, height);
    }

    /** @return false for a chunk of words that is cut off where no picture data is missing */
    private boolean chunk(PictureBytes bytes, long riffEnd) throws IOException, DamagedPictureException {
        boolean inFrame = bytes.position() < frameEnd;
        long end = inFrame ? frameEnd : riffEnd;
        if (end - bytes.position() < CHUNK_HEADER_BYTES) {
            throw new DamagedPictureException("half a chunk at the end of a frame, byte " + bytes.position());
        }
        String name = bytes.name();
        long length = bytes.littleEndianU32();
        long start = bytes.position();
        boolean frame = "ANMF".equals(name);
        if (length > end - start || (frame && inFrame)) {
            if (image && !inFrame && !SHOWN.contains(name)) {
                return false;
            }
            throw new DamagedPictureException("chunk of %d bytes at byte %d".formatted(length, start));
        }
        switch (name) {
            case "VP8X" -> extended(bytes);
            case "VP8 " -> lossy(bytes);
            case "VP8L" -> lossless(bytes);
            case "ANMF" -> frame(bytes);
            default -> {}
        }
        if (frame) {
            frameEnd = start + length;
        }
        // A frame's own chunks are walked as if they stood beside it, though not beyond it: depth without recursion.
        long content = frame ? FRAME_HEADER_BYTES : length;
        // Chunks are padded to an even length (2.3); some writers forget that for the last.
        long next = Math.min(start + content + (content & 1), end);
        if (length < content || bytes.position() > next) {
            throw new DamagedPictureException("short chunk at byte " + start);
        }
        bytes.forwardTo(next);
        if (next == frameEnd && (next & 1) != 0 && next < riffEnd) {
            bytes.skip(1);
        }
        return true;
    }

    private void extended(PictureBytes bytes) throws IOException, DamagedPictureException {
        bytes.skip(4);
        holds(1L + bytes.littleEndianU24(), 1L + bytes.littleEndianU24());
    }

    /** RFC 6386 9.1: a key frame, its start code, then 14 bits for each side. */
    private void lossy(PictureBytes bytes) throws IOException, DamagedPictureException {
        boolean keyFrame = (bytes.littleEndianU24() & 1) == 0;
        if (!keyFrame || bytes.u8() != 0x9D || bytes.u16() != 0x012A) {
            throw new DamagedPictureException("no VP8 key frame");
        }
        image = true;
        holds(bytes.littleEndianU16() & 0x3FFF, bytes.littleEndianU16() & 0x3FFF);
    }

    /** RFC 9649 3.4: the signature, then 14 bits for each side less one. */
    private void lossless(PictureBytes bytes) throws IOException, DamagedPictureException {
        if (bytes.u8() != 0x2F) {
            throw new DamagedPictureException("no VP8L signature");
        }
        image = true;
        long sides = bytes.littleEndianU32();
        holds(1 + (sides & 0x3FFF), 1 + (sides >> 14 & 0x3FFF));
    }

    private void frame(PictureBytes bytes) throws IOException, DamagedPictureException {
        long left = 2L * bytes.littleEndianU24();
        long top = 2L * bytes.littleEndianU24();
        holds(left + 1 + bytes.littleEndianU24(), top + 1 + bytes.littleEndianU24());
    }

    /** The largest wins: a decoder makes room for what the inner header says, whatever the canvas claims. */
    private void holds(long width, long height) throws DamagedPictureException {
        Dimensions.read(width, height);
        this.width = Math.max(this.width, width);
        this.height = Math.max(this.height, height);
    }
}
