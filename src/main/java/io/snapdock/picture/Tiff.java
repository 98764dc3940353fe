package io.snapdock.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The TIFF structure that Exif is written in (TIFF 6.0 section 2, CIPA DC-008 4.5): directories of entries of twelve bytes,
 * found by offsets into one block. The block is in memory. No offset or count leads out of it.
 */
public final class Tiff {

    public static final int ENTRY_BYTES = 12;

    /** Cameras write well under a hundred; a count above this is a wrong offset. */
    private static final int MAX_ENTRIES = 1_000;

    private static final int HEADER_BYTES = 8;
    private static final int MAGIC = 42;

    /** The size of one value by its type, TIFF 6.0 section 2; 13 is a directory's offset, TIFF Technical Note 1. */
    private static final int[] VALUE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    private final byte[] bytes;
    private final ByteBuffer block;

    private Tiff(byte[] bytes, ByteBuffer block) {
        this.bytes = bytes;
        this.block = block;
    }

    /** Empty when the bytes do not begin as TIFF does. */
    public static Optional<Tiff> of(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer block = ByteBuffer.wrap(bytes);
        int order = block.getShort(0);
        if (order != 0x4949 && order != 0x4D4D) {
            return Optional.empty();
        }
        block.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return block.getShort(2) == MAGIC ? Optional.of(new Tiff(bytes, block)) : Optional.empty();
    }

    /** A maker's note that is a directory with a header of its own; offsets count from its first byte. */
    public static Optional<Tiff> note(byte[] note, ByteOrder order) {
        return note.length < HEADER_BYTES
                ? Optional.empty()
                : Optional.of(new Tiff(note, ByteBuffer.wrap(note).order(order)));
    }

    public ByteOrder order() {
        return block.order();
    }

    /** The directory that the header points to. */
    public Optional<Directory> first() {
        return directory(u32(4));
    }

    /** Empty when no directory fits there. */
    public Optional<Directory> directory(long offset) {
        if (offset < HEADER_BYTES || offset > block.capacity() - 2) {
            return Optional.empty();
        }
        int entries = u16((int) offset);
        boolean fits = entries <= MAX_ENTRIES && offset + 2 + (long) entries * ENTRY_BYTES <= block.capacity();
        return fits ? Optional.of(new Directory((int) offset)) : Optional.empty();
    }

    /** A number out of a value of this block, in its byte order. */
    public long u32(byte[] value, int at) {
        return ByteBuffer.wrap(value).order(block.order()).getInt(at) & 0xFFFF_FFFFL;
    }

    private int u16(int at) {
        return block.getShort(at) & 0xFFFF;
    }

    private long u32(int at) {
        return block.getInt(at) & 0xFFFF_FFFFL;
    }

    private byte[] copy(long from, long length) {
        int start = (int) Math.min(from, block.capacity());
        int end = (int) Math.min(from + length, block.capacity());
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** One directory; all of its entries lie within the block. */
    public final class Directory {

        private final int offset;

        private Directory(int offset) {
            this.offset = offset;
        }

        public int offset() {
            return offset;
        }

        public int size() {
            return u16(offset);
        }

        public Entry entry(int index) {
            return new Entry(offset + 2 + index * ENTRY_BYTES);
        }

        /** The first of that tag. */
        public Optional<Entry> find(int tag) {
            for (int i = 0; i < size(); i++) {
                if (entry(i).tag() == tag) {
                    return Optional.of(entry(i));
                }
            }
            return Optional.empty();
        }

        /** The offset of the directory behind this one in the chain; 0 for none. */
        public long next() {
            int at = offset + 2 + size() * ENTRY_BYTES;
            return at <= block.capacity() - 4 ? u32(at) : 0;
        }
    }

    /** One entry: a tag and its value, in the entry itself when it has four bytes or less. */
    public final class Entry {

        private final int at;

        private Entry(int at) {
            this.at = at;
        }

        /** Where the entry's twelve bytes lie. */
        public int at() {
            return at;
        }

        public int tag() {
            return u16(at);
        }

        public int type() {
            return u16(at + 2);
        }

        /** The value's length; cannot overflow. 0 for an unknown type. */
        public long bytes() {
            return type() < VALUE_BYTES.length ? u32(at + 4) * VALUE_BYTES[type()] : 0;
        }

        public boolean isInline() {
            return bytes() <= 4;
        }

        public long valueOffset() {
            return isInline() ? at + 8 : u32(at + 8);
        }

        /** The value, cut to what lies within the block. */
        public byte[] value() {
            return copy(valueOffset(), bytes());
        }

        /** A whole number, the first when there are several; -1 when it is none. */
        public long number() {
            return switch (type()) {
                case 3 -> u32(at + 4) == 0 ? -1 : u16(at + 8);
                case 4, 13 -> u32(at + 4) == 0 ? -1 : u32(at + 8);
                default -> -1;
            };
        }
    }
}
