package io.snapdock.picture.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * A finished file read forward through one small buffer. Positions only grow, so whatever a file's lengths claim, a walk
 * over it ends and reads each byte at most once. A read or skip past the end means that the picture is damaged.
 */
public final class PictureBytes {

    /** Two reads of a common disk block each; larger gained nothing in scans of JPEG data. */
    private static final int BUFFER_BYTES = 16 * 1024;

    private final SeekableByteChannel channel;
    private final long length;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

    /** Where in the file the buffer's first byte lies. */
    private long bufferStart;

    public PictureBytes(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.length = channel.size();
    }

    public static PictureBytes of(byte[] bytes) throws IOException {
        return new PictureBytes(new BytesChannel(bytes));
    }

    public long position() {
        return bufferStart + buffer.position();
    }

    public long remaining() {
        return length - position();
    }

    /** Goes on behind {@code count} bytes, which must be there. */
    public void skip(long count) throws DamagedPictureException {
        if (count < 0 || count > remaining()) {
            throw new DamagedPictureException("a length of %d at byte %d of %d".formatted(count, position(), length));
        }
        if (count <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) count);
        } else {
            bufferStart = position() + count;
            buffer.position(0).limit(0);
        }
    }

    /** Goes on at {@code target}, which must not lie behind: a walk that turns back might never end. */
    public void forwardTo(long target) throws DamagedPictureException {
        skip(target - position());
    }

    /** Goes on behind the next such byte. */
    public void skipBehind(int wanted) throws IOException, DamagedPictureException {
        if (!skipBehindOrToEnd(wanted)) {
            throw new DamagedPictureException("cut off at byte " + position());
        }
    }

    /**
     * Goes on behind the next such byte, or to the end. Here and not in its caller, since it meets nearly every byte of a JPEG.
     *
     * @return whether there was one
     */
    public boolean skipBehindOrToEnd(int wanted) throws IOException, DamagedPictureException {
        while (remaining() > 0) {
            while (buffer.hasRemaining()) {
                if ((buffer.get() & 0xFF) == wanted) {
                    return true;
                }
            }
            if (remaining() > 0) {
                fill();
            }
        }
        return false;
    }

    /**
     * Goes on behind zeros.
     *
     * @return whether there was nothing else up to {@code end}
     */
    public boolean skipZeros(long end) throws IOException, DamagedPictureException {
        while (position() < end) {
            if (u8() != 0) {
                return false;
            }
        }
        return true;
    }

    /** Something that only reading all of the file again can prove. */
    @FunctionalInterface
    public interface Proof {

        boolean holds(InputStream file) throws IOException;
    }

    /** Whether it holds for this file, from its first byte. Goes to its end. */
    public boolean proves(Proof proof) throws IOException {
        buffer.position(0).limit(0);
        bufferStart = length;
        return proof.holds(Channels.newInputStream(channel.position(0)));
    }

    public int u8() throws IOException, DamagedPictureException {
        if (!buffer.hasRemaining()) {
            fill();
        }
        return buffer.get() & 0xFF;
    }

    public int u16() throws IOException, DamagedPictureException {
        return u8() << 8 | u8();
    }

    public long u32() throws IOException, DamagedPictureException {
        return (long) u16() << 16 | u16();
    }

    /** Unsigned in the file; a value above {@link Long#MAX_VALUE} comes out negative and fails as any length. */
    public long u64() throws IOException, DamagedPictureException {
        return u32() << 32 | u32();
    }

    public int littleEndianU16() throws IOException, DamagedPictureException {
        return u8() | u8() << 8;
    }

    public int littleEndianU24() throws IOException, DamagedPictureException {
        return littleEndianU16() | u8() << 16;
    }

    public long littleEndianU32() throws IOException, DamagedPictureException {
        return littleEndianU16() | (long) littleEndianU16() << 16;
    }

    /** The next bytes, copied. The caller bounds the count; that they are there is seen before room is made for them. */
    public byte[] take(int count) throws IOException, DamagedPictureException {
        if (count < 0 || count > remaining()) {
            throw new DamagedPictureException("a length of %d at byte %d of %d".formatted(count, position(), length));
        }
        byte[] taken = new byte[count];
        int filled = 0;
        while (filled < count) {
            if (!buffer.hasRemaining()) {
                fill();
            }
            int some = Math.min(buffer.remaining(), count - filled);
            buffer.get(taken, filled, some);
            filled += some;
        }
        return taken;
    }

    /** A chunk's or box's four-character name. */
    public String name() throws IOException, DamagedPictureException {
        return new String(take(4), StandardCharsets.ISO_8859_1);
    }

    private void fill() throws IOException, DamagedPictureException {
        bufferStart += buffer.position();
        buffer.clear();
        int read = channel.position(bufferStart).read(buffer);
        buffer.flip();
        if (read <= 0) {
            throw new DamagedPictureException("cut off at byte " + bufferStart);
        }
    }
}
