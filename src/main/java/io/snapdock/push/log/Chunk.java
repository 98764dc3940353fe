package io.snapdock.push.log;

/**
 * What waits for a reader, joined into one write.
 *
 * @param from the reader's place before it
 * @param passedFrom the number of the last passing event before it
 * @param cursor the reader's place after it
 * @param passed the number of the last passing event after it
 * @param bytes empty when nothing waits
 * @param events how many are in it
 * @param full whether no more fits into it
 * @param end whether the stream ends after it
 */
public record Chunk(
        long from, long passedFrom, long cursor, long passed, byte[] bytes, int events, boolean full, boolean end) {

    private static final byte[] NOTHING = {};

    /** One write; what waits beyond it goes with the next. */
    public static final int BYTES = 16 * 1024;

    /** Nothing waits. */
    public static Chunk nothing(long cursor, long passed) {
        return ofNoEvent(cursor, passed, NOTHING);
    }

    /** Bytes of the stream's own, that move no reader. */
    public static Chunk ofNoEvent(long cursor, long passed, byte[] bytes) {
        return new Chunk(cursor, passed, cursor, passed, bytes, 0, false, false);
    }

    /** Events of several logs, whose readers keep their places by themselves. */
    public static Chunk piece(byte[] bytes, int events) {
        return new Chunk(0, 0, 0, 0, bytes, events, false, false);
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }
}
