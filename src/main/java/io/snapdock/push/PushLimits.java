package io.snapdock.push;

import io.snapdock.push.log.LogLimits;
import io.snapdock.push.reader.ReaderLimits;
import java.time.Duration;

/**
 * The bounds of all topics, given by whoever uses this package.
 *
 * @param readers how streams are kept
 * @param streams how many may be open at once
 * @param log how far one topic remembers
 * @param topics how many there may be, and what they hold together
 */
public record PushLimits(ReaderLimits readers, Streams streams, LogLimits log, Topics topics) {

    /** Open streams at once on this server: in all, of one topic, of one key, of one client address. */
    public record Streams(int total, int perTopic, int perKey, int perAddress) {}

    /**
     * @param most topics at once
     * @param bytes of all their logs together
     * @param age after so long without a reader and an event a topic is forgotten
     */
    public record Topics(int most, long bytes, Duration age) {}
}
