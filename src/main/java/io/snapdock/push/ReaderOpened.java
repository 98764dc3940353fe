package io.snapdock.push;

/**
 * Fired asynchronously (CDI {@code @ObservesAsync}) when a stream has begun.
 *
 * @param topic the topic's name
 */
public record ReaderOpened(String topic) {}
