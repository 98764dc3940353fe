package io.snapdock.push.reader;

import java.time.Duration;

/**
 * How streams are kept.
 *
 * @param heartbeat the time between two signs of life on an idle stream, a tenth more or less for each reader
 * @param maxAge after this time, a fifth more or less, a stream ends and its client comes back: so readers spread over servers again
 * @param slow what becomes of a reader that the log has passed
 */
public record ReaderLimits(Duration heartbeat, Duration maxAge, SlowReaders slow) {

    /** What becomes of a reader that the log has passed. */
    public enum SlowReaders {
        /** It is told so, or gets a new snapshot, and goes on. */
        GAP,
        /** Its stream ends; its client may come back. */
        CLOSE
    }
}
