package io.snapdock.push;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A topic's log and its readers, as a JAX-RS broadcaster. Events reach every reader in the order of publishing, whatever the
 * number of publishers; a reader that resumes gets what it missed as long as the log holds it.
 */
public final class Topic implements SseBroadcaster {

    private final String epoch;
    private final EventLog log;
    private final Executor executor;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final CopyOnWriteArrayList<Consumer<SseEventSink>> closeListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<BiConsumer<SseEventSink, Throwable>> errorListeners = new CopyOnWriteArrayList<>();

    Topic(String epoch, EventLog log, Executor executor) {
        this.epoch = epoch;
        this.log = log;
        this.executor = executor;
    }

    /**
     * How a reader begins.
     *
     * @param lastEventId where it left off, if anywhere
     * @param snapshot made when the log cannot go on from there: the state that the following events build on
     * @param closed told once when the reader has gone
     */
    public record Subscription(Optional<EventId> lastEventId, Supplier<PushEvent> snapshot, Runnable closed) {}

    /** Appends an event and wakes the readers; never waits for one. */
    public EventId publish(PushEvent event) {
        long sequence;
        synchronized (log) {
            sequence = log.append(event);
        }
        readers.forEach(Reader::wake);
        return new EventId(epoch, sequence);
    }

    /**
     * Adds a reader: what it missed or a snapshot, then everything from there, with nothing lost in between because both are
     * read from the log behind one cursor.
     */
    public void register(SseEventSink sink, Subscription subscription) {
        Optional<Long> resumed;
        long cursor;
        synchronized (log) {
            resumed = subscription
                    .lastEventId()
                    .filter(id -> id.epoch().equals(epoch) && log.holdsAllAfter(id.sequence()))
                    .map(EventId::sequence);
            cursor = resumed.orElse(log.lastSequence());
        }
        var reader = new Reader(this, sink, cursor, subscription.closed(), executor);
        readers.add(reader);
        // The snapshot is made behind the cursor's choice: it holds at least all that happened before.
        reader.start(resumed.isPresent() ? Optional.empty() : Optional.of(subscription.snapshot().get()));
    }

    /** Adds a reader that gets what is published from now on. */
    @Override
    public void register(SseEventSink sink) {
        EventId now = new EventId(epoch, lastSequence());
        register(sink, new Subscription(Optional.of(now), () -> PushEvent.passing("message", ""), () -> {}));
    }

    /** Publishes an event made elsewhere; its id is ours to give. */
    @Override
    public CompletionStage<?> broadcast(OutboundSseEvent event) {
        String name = event.getName() == null ? "message" : event.getName();
        publish(PushEvent.lasting(name, String.valueOf(event.getData())));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(BiConsumer<SseEventSink, Throwable> listener) {
        errorListeners.add(listener);
    }

    @Override
    public void onClose(Consumer<SseEventSink> listener) {
        closeListeners.add(listener);
    }

    @Override
    public void close() {
        close(true);
    }

    @Override
    public void close(boolean cascading) {
        if (cascading) {
            readers.forEach(Reader::close);
        }
        readers.clear();
    }

    void beat() {
        readers.forEach(Reader::beat);
    }

    int readers() {
        return readers.size();
    }

    long lastSequence() {
        synchronized (log) {
            return log.lastSequence();
        }
    }

    /** The next event for a reader; {@link Reader} asks again when it is woken. */
    Optional<EventLog.Entry> after(long cursor) {
        synchronized (log) {
            return log.after(cursor);
        }
    }

    boolean holdsAllAfter(long cursor) {
        synchronized (log) {
            return log.holdsAllAfter(cursor);
        }
    }

    EventId id(long sequence) {
        return new EventId(epoch, sequence);
    }

    void left(Reader reader, SseEventSink sink, Throwable error) {
        readers.remove(reader);
        if (error != null) {
            errorListeners.forEach(listener -> listener.accept(sink, error));
        }
        closeListeners.forEach(listener -> listener.accept(sink));
    }
}
