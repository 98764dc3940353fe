package io.snapdock.push.log;

/**
 * What waits for a reader, joined into one write.
 *
 * @param from the reader's place before it
 * @param cursor the reader's place behind it
 * @param bytes empty when nothing waits
 * @param events how many are in it
 * @param full whether no more fits into it
 * @param end whether the stream ends behind it
 */
public record Chunk(long from, long cursor, byte[] bytes, int events, boolean full, boolean end) {

    static final byte[] NOTHING = {};

    /** One write; what waits beyond it goes with the next. */
    static final int BYTES = 16 * 1024;

    public boolean isEmpty() {
        return bytes.length == 0;
    }
}
