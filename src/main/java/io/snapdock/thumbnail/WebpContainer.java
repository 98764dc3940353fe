package io.snapdock.thumbnail;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.stream.ImageInputStream;

/** Where the parts of a WebP lie (RFC 9649 section 2): of an animation those of its first frame. */
final class WebpContainer {

    private static final int FIRST_CHUNK_AT = 12;
    private static final int CHUNK_HEAD_BYTES = 8;
    private static final int FRAME_HEAD_BYTES = 16;
    /** The decoder reads so many bytes at a time, also when fewer are left. */
    private static final int READ_AHEAD_BYTES = 8;

    private static final int ICC_FLAG = 0x20;
    private static final int ALPHA_FLAG = 0x10;
    private static final int ANIMATION_FLAG = 0x02;

    /** Those that are needed stand among a few others. */
    private static final int MAX_CHUNKS = 10_000;

    /** @param start of its data */
    record Chunk(String name, long start, long length) {

        long end() {
            return start + length;
        }
    }

    private int flags;
    private int canvasWidth;
    private int canvasHeight;
    private boolean animated;
    private int left;
    private int top;
    private Chunk icc;
    private Chunk alpha;
    private Chunk picture;

    private WebpContainer() {}

    static WebpContainer read(ImageInputStream in) throws IOException, UndecodablePictureException {
        WebpContainer webp = new WebpContainer();
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        webp.walk(in, FIRST_CHUNK_AT, in.length(), false);
        if (webp.picture == null) {
            throw new UndecodablePictureException("WebP without a picture");
        }
        return webp;
    }

    /** @param frame of an animation: it ends with its picture. A file may have its profile after that */
    private void walk(ImageInputStream in, long from, long end, boolean frame)
            throws IOException, UndecodablePictureException {
        long at = from;
        for (int i = 0; i < MAX_CHUNKS && at + CHUNK_HEAD_BYTES <= end && !isKnown(frame); i++) {
            in.seek(at);
            byte[] name = new byte[4];
            in.readFully(name);
            long length = in.readUnsignedInt();
            long start = at + CHUNK_HEAD_BYTES;
            if (start + length > end) {
                // What comes after the picture may well be cut off.
                if (picture != null) {
                    return;
                }
                throw new EOFException("a chunk of %d bytes".formatted(length));
            }
            take(in, new Chunk(new String(name, StandardCharsets.US_ASCII), start, length));
            at = start + length + (length & 1);
        }
    }

    private boolean isKnown(boolean frame) {
        return picture != null && (frame || animated || icc != null || (flags & ICC_FLAG) == 0);
    }

    private void take(ImageInputStream in, Chunk chunk) throws IOException, UndecodablePictureException {
        switch (chunk.name()) {
            case "VP8X" -> {
                flags = in.readUnsignedByte();
                in.skipBytes(3);
                canvasWidth = 1 + u24(in);
                canvasHeight = 1 + u24(in);
            }
            case "ICCP" -> icc = icc == null ? chunk : icc;
            case "ALPH" -> alpha = alpha == null ? chunk : alpha;
            case "VP8 ", "VP8L" -> picture = picture == null ? chunk : picture;
            case "ANMF" -> {
                if ((flags & ANIMATION_FLAG) != 0) {
                    animated = true;
                    left = 2 * u24(in);
                    top = 2 * u24(in);
                    walk(in, chunk.start() + FRAME_HEAD_BYTES, chunk.end(), true);
                    if (picture == null) {
                        throw new UndecodablePictureException("a frame without a picture");
                    }
                }
            }
            default -> {
                // Metadata, and what is not known.
            }
        }
    }

    private static int u24(ImageInputStream in) throws IOException {
        return in.readUnsignedShort() | in.readUnsignedByte() << 16;
    }

    boolean isAnimated() {
        return animated;
    }

    int canvasWidth() {
        return canvasWidth;
    }

    int canvasHeight() {
        return canvasHeight;
    }

    int left() {
        return left;
    }

    int top() {
        return top;
    }

    boolean isLossy() {
        return picture.name().equals("VP8 ");
    }

    /** Lossless pictures have their transparency in themselves. That of a still one whose header has no flag for it does not count, as in browsers. */
    boolean hasAlphaChunk() {
        boolean isTold = animated || (flags & ALPHA_FLAG) != 0;
        return alpha != null && isTold && isLossy();
    }

    /** Whether a lossless still picture may have transparency that its header denies: browsers show neither that nor an opaque one. */
    boolean deniesAlpha() {
        return !isLossy() && !animated && canvasWidth > 0 && (flags & ALPHA_FLAG) == 0;
    }

    Chunk alpha() {
        return alpha;
    }

    /** Empty for none. That of an animation does not count: browsers that decode frame by frame leave it. */
    byte[] profile(ImageInputStream in) throws IOException, UndecodablePictureException {
        if (icc == null || animated || (flags & ICC_FLAG) == 0) {
            return new byte[0];
        }
        if (icc.length() > Colours.MAX_PROFILE_BYTES) {
            throw new UndecodablePictureException("a profile of %d bytes".formatted(icc.length()));
        }
        byte[] profile = new byte[(int) icc.length()];
        in.seek(icc.start());
        in.readFully(profile);
        return profile;
    }

    /** The compressed picture as a file of its own. */
    Splice picture(ImageInputStream in) throws UndecodablePictureException {
        return bare(in, picture.name(), new byte[0], picture.start(), picture.end());
    }

    /** A file with one chunk: some bytes, then a part of this file. */
    static Splice bare(ImageInputStream in, String name, byte[] first, long start, long end)
            throws UndecodablePictureException {
        int length = (int) (first.length + end - start);
        byte[] head = ByteBuffer.allocate(FIRST_CHUNK_AT + CHUNK_HEAD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(length + FIRST_CHUNK_AT)
                .put(("WEBP" + name).getBytes(StandardCharsets.US_ASCII))
                .putInt(length)
                .array();
        return new Splice(in).add(head).add(first).add(start, end).add(new byte[READ_AHEAD_BYTES]);
    }
}
