package io.snapdock.push;

import java.time.Duration;

/**
 * The bounds of all topics, given by whoever uses this package.
 *
 * @param heartbeat the time between two signs of life on an idle stream, a tenth more or less for each reader
 * @param maxAge after this time, a fifth more or less, a stream ends and its client comes back: so readers spread over servers again
 * @param streams how many may be open at once
 * @param log how far a topic remembers
 * @param slow what becomes of a reader that the log has passed
 */
public record PushLimits(Duration heartbeat, Duration maxAge, Streams streams, Log log, SlowReaders slow) {

    /** Open streams at once on this server: in all, of one topic, of one client address. */
    public record Streams(int total, int perTopic, int perAddress) {}

    /**
     * @param events events that a topic holds
     * @param bytes their size
     * @param age after so long without a reader and an event a topic is forgotten
     */
    public record Log(int events, long bytes, Duration age) {}

    /** What becomes of a reader that the log has passed. */
    public enum SlowReaders {
        /** It is told so, or gets a new snapshot, and goes on. */
        GAP,
        /** Its stream ends; its client may come back. */
        CLOSE
    }
}
