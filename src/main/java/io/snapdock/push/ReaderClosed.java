package io.snapdock.push;

import io.snapdock.push.reader.CloseReason;
import java.time.Duration;

/**
 * Fired asynchronously (CDI {@code @ObservesAsync}) when a stream has ended.
 *
 * @param topic the topic's name
 * @param reason why
 * @param open how long it was open
 */
public record ReaderClosed(String topic, CloseReason reason, Duration open) {}
