package io.snapdock.push.reader;

import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a reader begins, how it is set right when it has missed something, and what happens when it comes and goes.
 *
 * @param start where it wants to begin
 * @param snapshot makes the state that later events build on; readers that are new or have missed something begin with it. Empty for a topic
 *     without a state: new readers get what comes, and who has missed something an event {@code gap} and then all that is held. May
 *     wait for a database: it runs on a thread for snapshots, never on that of a publisher, a request or a clock
 * @param retry after this time the client shall come back when its connection was cut
 * @param maxAge the stream ends after this time; empty for the engine's own limit
 * @param opened run once, when it is sure that there is a place, before anything is read
 * @param closed run once, after {@code opened}, when the reader has gone. Neither may wait
 */
public record Subscription(
        Start start,
        Optional<Supplier<PushEvent>> snapshot,
        Duration retry,
        Optional<Duration> maxAge,
        Runnable opened,
        Runnable closed) {

    /** Soon enough not to be missed, late enough for a server that restarts. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    public Subscription {
        Objects.requireNonNull(start);
        Objects.requireNonNull(snapshot);
        Objects.requireNonNull(maxAge);
        Objects.requireNonNull(opened);
        Objects.requireNonNull(closed);
    }

    /** To a topic whose events are all there is to know. */
    public static Subscription toEvents(Start start) {
        return new Subscription(
                start, Optional.empty(), soon(), Optional.empty(), Subscription::nothing, Subscription::nothing);
    }

    /** To a topic whose events change a state. */
    public static Subscription toState(Start start, Supplier<PushEvent> snapshot) {
        return new Subscription(
                start, Optional.of(snapshot), soon(), Optional.empty(), Subscription::nothing, Subscription::nothing);
    }

    /** Both or neither: who is told that a reader came is told that it went. */
    public Subscription attended(Runnable whenOpened, Runnable whenClosed) {
        return new Subscription(start, snapshot, retry, maxAge, whenOpened, whenClosed);
    }

    public Subscription withRetry(Duration exactly) {
        return new Subscription(start, snapshot, exactly, maxAge, opened, closed);
    }

    public Subscription withMaxAge(Duration exactly) {
        return new Subscription(start, snapshot, retry, Optional.of(exactly), opened, closed);
    }

    /** When a client shall come back whose connection was cut; differs from one to the next. */
    static Duration soon() {
        return Jitter.around(RETRY, 0.25);
    }

    private static void nothing() {}
}
