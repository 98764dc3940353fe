package io.snapdock.push.reader;

import java.time.Duration;

/** Is told what happens in a topic: counts it, tells others. Called on publishers' and the server's I/O threads, so it must be quick. */
public interface TopicListener {

    TopicListener NONE = new TopicListener() {};

    default void opened(String topic) {}

    default void closed(String topic, CloseReason reason, Duration open) {}

    default void published(long encodeNanos) {}

    default void delivered(int events, int bytes, long writeNanos) {}

    default void gap() {}
}
