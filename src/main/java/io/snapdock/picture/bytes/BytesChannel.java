package io.snapdock.picture.bytes;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** Bytes in memory, read and written as if they were a file. */
public final class BytesChannel implements SeekableByteChannel {

    private byte[] bytes;
    private int size;
    private int position;

    /** @param bytes those of the file; copied before the first write */
    public BytesChannel(byte[] bytes) {
        this.bytes = bytes;
        this.size = bytes.length;
    }

    /** All of them, copied. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public int read(ByteBuffer target) {
        if (position >= size) {
            return -1;
        }
        int count = Math.min(target.remaining(), size - position);
        target.put(bytes, position, count);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        int count = source.remaining();
        int end = Math.addExact(position, count);
        bytes = Arrays.copyOf(bytes, end <= bytes.length ? bytes.length : Math.max(end, 2 * bytes.length));
        source.get(bytes, position, count);
        position = end;
        size = Math.max(size, end);
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = (int) Math.min(newPosition, Integer.MAX_VALUE);
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        size = (int) Math.min(newSize, size);
        position = Math.min(position, size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
