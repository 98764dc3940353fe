package io.snapdock.picture;

import java.io.IOException;

/** WebP, RFC 9649 section 2: chunks by their lengths up to the end that the RIFF header states. */
final class WebpStructure {

    private static final int CHUNK_HEADER_BYTES = 8;

    /** 2.7.1.1, figure 9: the fields of ANMF before the frame's own chunks. */
    private static final int FRAME_HEADER_BYTES = 16;

    private long width;
    private long height;
    private boolean image;

    /** Where the last frame that was begun ends. */
    private long frameEnd;

    private WebpStructure() {}

    static Dimensions measure(PictureBytes bytes) throws IOException, DamagedPictureException {
        return new WebpStructure().walk(bytes);
    }

    /** Bytes behind the RIFF's end are allowed (2.4) and not looked at. */
    private Dimensions walk(PictureBytes bytes) throws IOException, DamagedPictureException {
        if (!"RIFF".equals(bytes.name())) {
            throw new DamagedPictureException("no RIFF header");
        }
        long length = bytes.littleEndianU32();
        if (length > bytes.remaining()) {
            throw new DamagedPictureException("RIFF of %d bytes, %d are there".formatted(length, bytes.remaining()));
        }
        long end = bytes.position() + length;
        if (!"WEBP".equals(bytes.name())) {
            throw new DamagedPictureException("RIFF, but no WebP");
        }
        while (end - bytes.position() >= CHUNK_HEADER_BYTES) {
            chunk(bytes, end);
        }
        if (!image || bytes.position() < end) {
            throw new DamagedPictureException("no image in the file, or half a chunk at its end");
        }
        return Dimensions.read(width, height);
    }

    private void chunk(PictureBytes bytes, long riffEnd) throws IOException, DamagedPictureException {
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
