package io.snapdock.push;

import io.snapdock.push.event.EventData;
import io.snapdock.push.event.EventId;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.log.TopicLog;
import io.snapdock.push.reader.CloseReason;
import io.snapdock.push.reader.Feeds;
import io.snapdock.push.reader.ReaderStream;
import io.snapdock.push.reader.Readers;
import io.snapdock.push.reader.Subscription;
import io.snapdock.push.reader.Threads;
import io.snapdock.push.reader.TopicListener;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A log and those who read it, as a JAX-RS broadcaster. Events reach every reader in the order of publishing, whatever the
 * number of publishers; a reader that resumes gets what it missed as long as the log holds it.
 */
final class Topic implements SseBroadcaster {

    private final String name;
    private final TopicLog log;
    private final Readers readers;
    private final TopicListener listener;
    private volatile long usedNanos = System.nanoTime();

    Topic(String name, TopicLog log, PushLimits limits, Threads threads, TopicListener listener) {
        this.name = name;
        this.log = log;
        this.listener = listener;
        this.readers = new Readers(name, log, limits.log(), limits.readers(), threads, listener);
    }

    String name() {
        return name;
    }

    /**
     * Encodes an event once, appends it and sees to it that the readers get it; never waits for one.
     *
     * @param key the publisher's own name for the event: while the log holds one with this key, it is not published again. Null for none
     * @return the id that the event has, or got the first time; for a passing event, which has none, the id of the event before it. Empty when
     *     the topic was forgotten
     */
    Optional<EventId> publish(PushEvent event, String key) {
        long begin = System.nanoTime();
        Optional<TopicLog.Appended> appended = log.append(event, key);
        usedNanos = System.nanoTime();
        if (appended.isPresent() && appended.get().bytes() > 0) {
            listener.published(usedNanos - begin);
            readers.announce(appended.get().bytes());
        }
        return appended.map(TopicLog.Appended::id);
    }

    /**
     * Adds a reader with a stream that this package drives.
     *
     * @return whether it reads; not when the topic was forgotten
     */
    boolean open(ReaderStream stream, Subscription subscription) {
        return readers.open(stream, subscription);
    }

    /**
     * Adds a reader that reads other topics in the same stream.
     *
     * @return whether it reads; not when the topic was forgotten
     */
    boolean join(Feeds feeds, String streamName, Subscription subscription) {
        return feeds.add(streamName, readers, subscription);
    }

    /** Adds a reader of any kind that gets what is published from now on. */
    @Override
    public void register(SseEventSink sink) {
        expect(readers.open(sink));
    }

    /** Publishes an event made elsewhere. Its id is ours to give; its own one is the key under which it is published only once. */
    @Override
    public CompletionStage<?> broadcast(OutboundSseEvent event) {
        var data = Optional.ofNullable(event.getData()).map(EventData::text);
        var retry = event.isReconnectDelaySet()
                ? Optional.of(Duration.ofMillis(event.getReconnectDelay()))
                : Optional.<Duration>empty();
        // By the standard an empty name is none.
        var name = Optional.ofNullable(event.getName()).filter(given -> !given.isEmpty());
        expect(publish(
                        new PushEvent(
                                name.orElse(PushEvent.MESSAGE),
                                data,
                                Optional.ofNullable(event.getComment()),
                                retry,
                                data.isPresent() ? PushEvent.Kind.LASTING : PushEvent.Kind.PASSING),
                        event.getId())
                .isPresent());
        return CompletableFuture.completedFuture(null);
    }

    private static void expect(boolean isKept) {
        if (!isKept) {
            throw new IllegalStateException("The topic was forgotten; take it anew");
        }
    }

    @Override
    public void onError(BiConsumer<SseEventSink, Throwable> told) {
        readers.whenFailed(told);
    }

    @Override
    public void onClose(Consumer<SseEventSink> told) {
        readers.whenClosed(told);
    }

    /** Ends the streams of all readers, each once it has what was published; the topic itself stays. */
    @Override
    public void close() {
        close(true);
    }

    @Override
    public void close(boolean cascading) {
        if (cascading) {
            readers.close(CloseReason.ENDED);
        } else {
            readers.forget();
        }
    }

    Readers readers() {
        return readers;
    }

    void tick(long nanos) {
        readers.tick(nanos);
        log.idle();
    }

    /** Called by whoever takes the topic in its hand; it is then safe from being forgotten for its age. */
    Topic used() {
        usedNanos = System.nanoTime();
        return this;
    }

    /** So long nobody has read it and nothing was published. */
    Duration unused(long nanos) {
        return readers.isEmpty()
                ? Duration.ofNanos(Math.max(0, nanos - Math.max(usedNanos, readers.leftNanos())))
                : Duration.ZERO;
    }

    /** Whether nobody would notice if it were forgotten. */
    boolean isForgettable(long nanos, Duration age) {
        return readers.isEmpty() && (log.isEnded() || unused(nanos).compareTo(age) > 0);
    }

    /**
     * Forgets it unless somebody reads it.
     *
     * @return whether it is forgotten
     */
    boolean forget() {
        return log.forgetIf(readers::isEmpty);
    }

    boolean isForgotten() {
        return log.isForgotten();
    }

    long bytes() {
        return log.bytes();
    }

    void halve() {
        log.halve();
    }
}
