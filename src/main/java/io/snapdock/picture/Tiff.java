package io.snapdock.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The TIFF structure that Exif is written in (TIFF 6.0 section 2, CIPA DC-008 4.5): directories of entries of twelve bytes,
 * found by offsets into one block. The block is in memory and changed in place. No offset or count leads out of it.
 */
public final class Tiff {

    static final int ENTRY_BYTES = 12;

    /** Cameras write well under a hundred; a count above this is a wrong offset. */
    private static final int MAX_ENTRIES = 1_000;

    private static final int HEADER_BYTES = 8;
    private static final int MAGIC = 42;

    /** The size of one value by its type, TIFF 6.0 section 2; 13 is a directory's offset, TIFF Technical Note 1. */
    private static final int[] VALUE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    /** How often all of the block may be looked at or wiped: hostile entries share one large value by the thousand. */
    private static final int MAX_PASSES = 8;

    private final byte[] bytes;
    private final ByteBuffer block;

    /** What may still be looked at or wiped; negative when the block asked for more. */
    private long budget;

    private Tiff(byte[] bytes, ByteBuffer block) {
        this.bytes = bytes;
        this.block = block;
        this.budget = (long) MAX_PASSES * block.capacity();
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

    /** @param from may lie anywhere; only what lies within the block is wiped */
    private void wipe(long from, long length) {
        int start = (int) Math.min(from, block.capacity());
        int end = (int) Math.min(from + length, block.capacity());
        if (afford(end - start)) {
            Arrays.fill(bytes, start, end, (byte) 0);
        }
    }

    private byte[] copy(long from, long length) {
        int start = (int) Math.min(from, block.capacity());
        int end = (int) Math.min(from + length, block.capacity());
        return afford(end - start) ? Arrays.copyOfRange(bytes, start, end) : new byte[0];
    }

    private boolean afford(int count) {
        budget -= count;
        return budget >= 0;
    }

    /** Whether more was asked for than any honest block needs; then not all of it was done. */
    public boolean isExhausted() {
        return budget < 0;
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

        /** Takes an entry out: those behind it and the chain's pointer move up. Its value is left where it is. */
        public void remove(int index) {
            int at = offset + 2 + index * ENTRY_BYTES;
            int behind = offset + 2 + size() * ENTRY_BYTES;
            int end = Math.min(behind + 4, block.capacity());
            System.arraycopy(bytes, at + ENTRY_BYTES, bytes, at, end - at - ENTRY_BYTES);
            Arrays.fill(bytes, end - ENTRY_BYTES, end, (byte) 0);
            block.putShort(offset, (short) (size() - 1));
        }

        /** Nothing of it stays, nor of what it points to. */
        public void wipe() {
            int length = 2 + size() * ENTRY_BYTES + 4;
            for (int i = 0; i < size(); i++) {
                // Before the entries themselves: a hostile value may lie in the directory and change what is read next.
                if (!entry(i).isInline() && entry(i).valueOffset() >= offset + length) {
                    entry(i).wipe();
                }
            }
            for (int i = size() - 1; i >= 0; i--) {
                if (!entry(i).isInline() && entry(i).valueOffset() < offset) {
                    Tiff.this.wipe(entry(i).valueOffset(), Math.min(entry(i).bytes(), offset - entry(i).valueOffset()));
                }
            }
            Tiff.this.wipe(offset, length);
        }
    }

    /** One entry: a tag and its value, in the entry itself when it has four bytes or less. */
    public final class Entry {

        private final int at;

        private Entry(int at) {
            this.at = at;
        }

        public int tag() {
            return u16(at);
        }

        int type() {
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

        public void wipe() {
            Tiff.this.wipe(valueOffset(), bytes());
        }

        /** Wipes bytes that this entry's number points to. */
        public void wipeTarget(long length) {
            Tiff.this.wipe(number(), length);
        }

        public byte[] target(long length) {
            return copy(number(), length);
        }
    }
}
