package io.snapdock.push;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a reader begins and what happens when it goes.
 *
 * @param lastEventId where it left off, if anywhere
 * @param snapshot made when the log cannot go on from there: the state that the following events build on
 * @param retry after this time the client shall come back when its connection was cut
 * @param closed told once when the reader has gone
 */
public record Subscription(
        Optional<EventId> lastEventId, Supplier<PushEvent> snapshot, Duration retry, Runnable closed) {}
