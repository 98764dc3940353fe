package io.snapdock.push;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A topic's log and its readers, as a JAX-RS broadcaster. Events reach every reader in the order of publishing, whatever the
 * number of publishers; a reader that resumes gets what it missed as long as the log holds it.
 */
public final class Topic implements SseBroadcaster {

    /** One write; what waits beyond it goes with the next. */
    private static final int CHUNK_BYTES = 16 * 1024;

    private final String epoch;
    private final EventLog log;
    private final Executor executor;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final CopyOnWriteArrayList<Consumer<SseEventSink>> closeListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<BiConsumer<SseEventSink, Throwable>> errorListeners =
            new CopyOnWriteArrayList<>();

    /** @param executor for sinks that this package did not open itself: their sends may block */
    Topic(String epoch, EventLog log, Executor executor) {
        this.epoch = epoch;
        this.log = log;
        this.executor = executor;
    }

    /**
     * What waits for a reader, joined.
     *
     * @param cursor the reader's place behind it
     * @param end whether the stream ends behind it
     */
    record Chunk(byte[] bytes, long cursor, boolean end) {}

    /** Encodes an event once, appends it and wakes the readers; never waits for one. */
    public EventId publish(PushEvent event) {
        EventId id;
        synchronized (log) {
            id = new EventId(epoch, log.lastSequence() + 1);
            Optional<EventId> shown = event.kind() == PushEvent.Kind.PASSING ? Optional.empty() : Optional.of(id);
            log.append(new EventLog.Entry(id.sequence(), event, new EncodedEvent(EventEncoder.event(shown, event))));
        }
        readers.forEach(Reader::wake);
        return id;
    }

    /**
     * Adds a reader with a stream that this package drives: what it missed or a snapshot, then everything from there. Nothing
     * is lost in between, because both are read from the log behind one cursor.
     *
     * <p>To be called by the resource method, on its thread, with the sink's answer already begun.
     */
    public void register(ReaderStream stream, Subscription subscription) {
        Optional<Long> resumed = subscription.lastEventId().flatMap(this::placeOf);
        long cursor = resumed.orElseGet(this::lastSequence);
        var reader = new StreamReader(this, stream, cursor, subscription.closed());
        // Registered before the snapshot is made: what happens from here on wakes it, what happened before is in the
        // snapshot.
        readers.add(reader);
        var opening = new ByteArrayOutputStream();
        opening.writeBytes(EventEncoder.retry(subscription.retry()));
        if (resumed.isEmpty()) {
            PushEvent snapshot = subscription.snapshot().get();
            opening.writeBytes(EventEncoder.event(Optional.of(id(cursor)), snapshot));
        }
        reader.start(opening.toByteArray());
    }

    /** Adds a reader of any kind that gets what is published from now on. */
    @Override
    public void register(SseEventSink sink) {
        var reader = new SinkReader(this, sink, lastSequence(), executor);
        readers.add(reader);
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

    void shutDown() {
        readers.forEach(Reader::shutDown);
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

    boolean holdsAllAfter(long cursor) {
        synchronized (log) {
            return log.holdsAllAfter(cursor);
        }
    }

    /** The next event for a reader; empty when there is none, or when the log no longer {@linkplain #holdsAllAfter holds} its place. */
    Optional<EventLog.Entry> after(long cursor) {
        synchronized (log) {
            return log.holdsAllAfter(cursor) ? log.after(cursor) : Optional.empty();
        }
    }

    /**
     * What waits behind a cursor, up to one write.
     *
     * @param liveFrom passing events up to this place are old to the reader and left out
     */
    Chunk chunk(long cursor, long liveFrom) {
        var bytes = new ByteArrayOutputStream();
        long place = cursor;
        boolean end = false;
        synchronized (log) {
            while (!end && bytes.size() < CHUNK_BYTES) {
                Optional<EventLog.Entry> next = log.holdsAllAfter(place) ? log.after(place) : Optional.empty();
                if (next.isEmpty()) {
                    break;
                }
                EventLog.Entry entry = next.get();
                place = entry.sequence();
                end = entry.isLast();
                if (!entry.isPassing() || place > liveFrom) {
                    entry.encoded().appendTo(bytes);
                }
            }
        }
        return new Chunk(bytes.toByteArray(), place, end);
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

    private Optional<Long> placeOf(EventId id) {
        return id.epoch().equals(epoch) && holdsAllAfter(id.sequence()) ? Optional.of(id.sequence()) : Optional.empty();
    }
}
