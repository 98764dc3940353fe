package io.snapdock.picture.strip;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/**
 * A copy of a file with some stretches left out or replaced, told from front to back. What is not named is copied, between
 * files by the operating system. The copy begins with the first edit; without one there is none.
 */
final class EditedCopy implements Closeable {

    private static final int FILL_BYTES = 64 * 1024;

    private final SeekableByteChannel source;
    private final Target target;

    /** Null before the first edit. */
    private SeekableByteChannel out;

    /** Up to where the source has been dealt with. */
    private long done;

    /** Where the copy goes, made when there is something to write. */
    @FunctionalInterface
    interface Target {

        SeekableByteChannel open() throws IOException;
    }

    EditedCopy(SeekableByteChannel source, Target target) {
        this.source = source;
        this.target = target;
    }

    boolean isEdited() {
        return out != null;
    }

    /** Leaves out what lies from {@code from} to before {@code to}. */
    void cut(long from, long to) throws IOException {
        replace(from, to, new byte[0]);
    }

    /** Puts other bytes there, fewer or more or as many. */
    void replace(long from, long to, byte[] with) throws IOException {
        copyTo(from);
        write(ByteBuffer.wrap(with));
        done = to;
    }

    /** Puts as many of the same byte there. */
    void fill(long from, long to, int value) throws IOException {
        copyTo(from);
        byte[] piece = new byte[(int) Math.min(FILL_BYTES, to - from)];
        Arrays.fill(piece, (byte) value);
        for (long left = to - from; left > 0; left -= piece.length) {
            write(ByteBuffer.wrap(piece, 0, (int) Math.min(piece.length, left)));
        }
        done = to;
    }

    /** Where the copy stands, to come back to by {@link #backTo}. */
    long[] mark() throws IOException {
        return new long[] {out == null ? 0 : done, out == null ? 0 : out.position()};
    }

    /** Forgets what was told since. */
    void backTo(long[] mark) throws IOException {
        if (out != null) {
            done = mark[0];
            out.truncate(mark[1]).position(mark[1]);
        }
    }

    /** Copies the rest up to {@code end}, which is where the copy ends. */
    void finish(long end) throws IOException {
        if (out != null || end < source.size()) {
            copyTo(end);
        }
    }

    /** Overwrites bytes of the finished copy: what could only be known at its end, such as its length. */
    void patch(long at, byte[] with) throws IOException {
        long end = out.position();
        out.position(at);
        write(ByteBuffer.wrap(with));
        out.position(end);
    }

    /** How many bytes the copy has by now. */
    long size() throws IOException {
        return out.position();
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    private void copyTo(long position) throws IOException {
        if (position < done) {
            throw new IllegalArgumentException("An edit at %d behind %d".formatted(position, done));
        }
        if (out == null) {
            out = target.open();
        }
        while (done < position) {
            long copied = source instanceof FileChannel file
                    ? file.transferTo(done, position - done, out)
                    : copyPiece(position - done);
            if (copied <= 0) {
                throw new IOException("The file became shorter while it was copied");
            }
            done += copied;
        }
    }

    private long copyPiece(long bytes) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(FILL_BYTES, bytes));
        source.position(done).read(piece);
        piece.flip();
        int count = piece.remaining();
        write(piece);
        return count;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
