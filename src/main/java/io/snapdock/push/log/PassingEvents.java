package io.snapdock.push.log;

/**
 * The last few events that are for those who are there: they take no place in the log, and so push nothing out of it. Numbered by themselves, and
 * each stands after the place in the log that was the newest when it came. Not thread-safe.
 */
final class PassingEvents {

    /** A reader that is further behind than this gets the newer ones: each replaces the one before. */
    private static final int MOST = 32;

    private static final long MOST_BYTES = 64 * 1024;

    /**
     * @param number 1 and up, without holes
     * @param after the log's newest place when it came
     * @param bytes the whole block
     */
    record Passing(long number, long after, byte[] bytes) {}

    /** The event of number n stands at n modulo the length. Made with the first event: most topics have none. */
    private Passing[] ring = {};

    private int count;
    private long last;
    private long bytes;

    void add(long after, byte[] block) {
        if (ring.length == 0) {
            ring = new Passing[MOST];
        }
        if (count == MOST) {
            dropFirst();
        }
        last++;
        ring[index(last)] = new Passing(last, after, block);
        count++;
        bytes += block.length;
        while (count > 1 && bytes > MOST_BYTES) {
            dropFirst();
        }
    }

    /** The first one after a number that is still here; null when there is none. */
    Passing after(long number) {
        return number >= last ? null : ring[index(Math.max(number, last - count) + 1)];
    }

    long last() {
        return last;
    }

    long bytes() {
        return bytes;
    }

    /** Keeps the newest only. */
    void shrink() {
        while (count > 1) {
            dropFirst();
        }
    }

    private void dropFirst() {
        int at = index(last - count + 1);
        bytes -= ring[at].bytes().length;
        ring[at] = null;
        count--;
    }

    private int index(long number) {
        return (int) (number % ring.length);
    }
}
