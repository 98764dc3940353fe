package io.snapdock.transfer;

/**
 * How far one download may be ahead of its reader. It grows while the reader takes all of it in no time, and shrinks when that lasts: so a fast reader is
 * not held up, and one that takes nothing costs little. Used by one thread at a time, but for {@link #isProgress}.
 */
final class Window {

    static final int LEAST_BYTES = 128 * 1024;
    static final int MOST_BYTES = 2 * 1024 * 1024;

    /** What may be on its way while the reader counts as having taken all. */
    static final int RESIDUE_BYTES = 16 * 1024;

    private static final long QUICK_NANOS = 50_000_000;

    private int size = 2 * LEAST_BYTES;
    private int ahead;
    private long fullSinceNanos;
    private long lastQueue = Long.MAX_VALUE;

    void wrote(int bytes) {
        ahead += bytes;
    }

    boolean isFull() {
        return ahead >= size;
    }

    void full(long nowNanos) {
        fullSinceNanos = nowNanos;
        lastQueue = Long.MAX_VALUE;
    }

    /** Whether the reader has taken something since the last look. */
    boolean isProgress(long queueBytes) {
        boolean less = queueBytes < lastQueue;
        lastQueue = queueBytes;
        return less;
    }

    /** All is taken. */
    void taken(long nowNanos) {
        ahead = 0;
        boolean quick = nowNanos - fullSinceNanos < QUICK_NANOS;
        size = quick ? Math.min(MOST_BYTES, size * 2) : Math.max(LEAST_BYTES, size / 2);
    }
}
