package io.snapdock.push;

import io.snapdock.push.event.EventData;
import io.snapdock.push.event.EventEncoder;
import io.snapdock.push.event.EventId;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import io.snapdock.push.log.Chunk;
import io.snapdock.push.log.Chunks;
import io.snapdock.push.log.EventLog;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
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

    private final String name;
    private final String epoch;
    private final EventLog log;
    private final PushLimits limits;
    private final Executor executor;
    private final TopicListener listener;
    private final Chunks chunks;
    private final Announcer announcer;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final CopyOnWriteArrayList<Consumer<SseEventSink>> closeListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<BiConsumer<SseEventSink, Throwable>> errorListeners =
            new CopyOnWriteArrayList<>();

    /** The log's newest place, to be looked at without its lock. */
    private volatile long lastSequence;

    private volatile boolean ended;
    private volatile long usedNanos = System.nanoTime();

    /**
     * @param executor for what may wait: snapshots, and the sends of sinks that this package did not open itself
     * @param announcers for what may not: going round many readers
     */
    Topic(
            String name,
            String epoch,
            PushLimits limits,
            Executor executor,
            Executor announcers,
            TopicListener listener) {
        this.name = name;
        this.epoch = epoch;
        this.limits = limits;
        this.log = new EventLog(limits.log().events(), limits.log().bytes());
        this.executor = executor;
        this.listener = listener;
        this.chunks = new Chunks(log);
        this.announcer = new Announcer(readers, limits.log(), announcers);
    }

    public String name() {
        return name;
    }

    /** Encodes an event once, appends it and sees to it that the readers get it; never waits for one. */
    public EventId publish(PushEvent event) {
        return publish(event, null);
    }

    /**
     * The same for publishers that may have to repeat themselves.
     *
     * @param key the publisher's own name for the event: while the log holds one with this key, it is not published again. Null for none
     * @return the id that the event has, or got the first time
     */
    public EventId publish(PushEvent event, String key) {
        long begin = System.nanoTime();
        byte[] body = EventEncoder.body(event);
        EventId id;
        byte[] bytes;
        synchronized (log) {
            Optional<Long> before = key == null ? Optional.empty() : log.sequenceOf(key);
            if (before.isPresent()) {
                return id(before.get());
            }
            id = id(log.lastSequence() + 1);
            // A passing event has no id: a reader that resumed from it would ask for a place in the middle of nothing.
            boolean moves = event.kind() != PushEvent.Kind.PASSING;
            bytes = moves ? EventEncoder.block(id, body) : EventEncoder.block(body);
            log.append(new EventLog.Entry(id.sequence(), event.kind(), bytes, key));
            lastSequence = id.sequence();
        }
        usedNanos = System.nanoTime();
        if (event.kind() == PushEvent.Kind.LAST) {
            ended = true;
        }
        listener.published(usedNanos - begin);
        announcer.announce(bytes.length);
        return id;
    }

    /**
     * Adds a reader with a stream that this package drives: what it missed or a snapshot, then everything from there. Nothing
     * is lost in between, because both are read from the log behind one cursor.
     *
     * <p>To be called by the resource method, on its thread, with the sink's answer already begun.
     */
    public void register(ReaderStream stream, Subscription subscription) {
        Place place = placeFor(subscription);
        var reader = new StreamReader(this, stream, subscription, place.cursor());
        // Registered before the snapshot is made: what happens from here on wakes it, what happened before is in the
        // snapshot.
        readers.add(reader);
        listener.opened(this);
        var opening = new ByteArrayOutputStream();
        opening.writeBytes(EventEncoder.retry(subscription.retry()));
        opening.writeBytes(beginning(subscription, place));
        reader.start(opening.toByteArray());
    }

    private byte[] beginning(Subscription subscription, Place place) {
        if (place.gap()) {
            return gap(place.cursor());
        }
        // An id at once, whatever comes: who leaves before the first event shall come back to this place.
        return place.resumed() || subscription.snapshot().isEmpty()
                ? EventEncoder.heartbeat(id(place.cursor()))
                : snapshot(subscription.snapshot().get().get(), place.cursor());
    }

    /** Adds a reader of any kind that gets what is published from now on. */
    @Override
    public void register(SseEventSink sink) {
        readers.add(new SinkReader(this, sink, lastSequence, executor));
        listener.opened(this);
    }

    /** Publishes an event made elsewhere. Its id is ours to give; its own one is the key under which it is published only once. */
    @Override
    public CompletionStage<?> broadcast(OutboundSseEvent event) {
        var data = Optional.ofNullable(event.getData()).map(EventData::text);
        var retry = event.isReconnectDelaySet()
                ? Optional.of(Duration.ofMillis(event.getReconnectDelay()))
                : Optional.<Duration>empty();
        publish(
                new PushEvent(
                        Optional.ofNullable(event.getName()).orElse(PushEvent.MESSAGE),
                        data,
                        Optional.ofNullable(event.getComment()),
                        retry,
                        data.isPresent() ? PushEvent.Kind.LASTING : PushEvent.Kind.PASSING),
                event.getId());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(BiConsumer<SseEventSink, Throwable> told) {
        errorListeners.add(told);
    }

    @Override
    public void onClose(Consumer<SseEventSink> told) {
        closeListeners.add(told);
    }

    /** Ends the streams of all readers, each once it has what was published; the topic itself stays. */
    @Override
    public void close() {
        close(true);
    }

    @Override
    public void close(boolean cascading) {
        if (cascading) {
            close(CloseReason.ENDED);
        } else {
            readers.clear();
        }
    }

    void close(CloseReason reason) {
        readers.forEach(reader -> reader.close(reason));
    }

    void shutDown() {
        readers.forEach(Reader::shutDown);
        readers.clear();
    }

    void tick(long nanos) {
        readers.forEach(reader -> reader.tick(nanos));
    }

    /** Called by whoever takes the topic in its hand; it is then safe from being forgotten for a while. */
    Topic used() {
        usedNanos = System.nanoTime();
        return this;
    }

    /** Whether nobody would notice if it were forgotten. */
    boolean isForgettable(long nanos) {
        return readers.isEmpty()
                && (ended || nanos - usedNanos > limits.log().age().toNanos());
    }

    int readers() {
        return readers.size();
    }

    /** By how many events the slowest reader is behind. */
    long lag() {
        long newest = lastSequence;
        return readers.stream()
                .mapToLong(reader -> newest - reader.cursor())
                .max()
                .orElse(0);
    }

    long lastSequence() {
        return lastSequence;
    }

    PushLimits limits() {
        return limits;
    }

    Executor executor() {
        return executor;
    }

    TopicListener listener() {
        return listener;
    }

    /** What waits behind a cursor, up to one write; null when the log does not hold it any more. */
    Chunk chunk(long cursor, long liveFrom) {
        return chunks.after(cursor, liveFrom, lastSequence);
    }

    /** The next event behind a cursor; empty when there is none, or when the log does not {@linkplain #holdsAllAfter hold} it any more. */
    Optional<EventLog.Entry> after(long cursor) {
        synchronized (log) {
            return log.holdsAllAfter(cursor) ? Optional.ofNullable(log.after(cursor)) : Optional.empty();
        }
    }

    boolean holdsAllAfter(long cursor) {
        synchronized (log) {
            return log.holdsAllAfter(cursor);
        }
    }

    /** The place before the first event that is held. */
    long heldAfter() {
        synchronized (log) {
            return log.heldAfter();
        }
    }

    /** Tells a reader that something is missing, and which event comes next. Its id is the place before that one. */
    byte[] gap(long cursor) {
        listener.gap();
        var event = PushEvent.lasting("gap", "{\"firstId\":\"" + id(cursor + 1) + "\"}");
        return EventEncoder.block(id(cursor), EventEncoder.body(event));
    }

    byte[] snapshot(PushEvent event, long cursor) {
        return EventEncoder.block(id(cursor), EventEncoder.body(event));
    }

    EventId id(long sequence) {
        return new EventId(epoch, sequence);
    }

    void left(Reader reader, SseEventSink sink, CloseReason reason, Throwable error, Duration open) {
        readers.remove(reader);
        usedNanos = System.nanoTime();
        listener.closed(this, reason, open);
        if (error != null) {
            errorListeners.forEach(told -> told.accept(sink, error));
        }
        closeListeners.forEach(told -> told.accept(sink));
    }

    /**
     * @param resumed whether the reader goes on from where it was, and needs no snapshot
     * @param gap whether it must be told that something is missing
     */
    private record Place(long cursor, boolean resumed, boolean gap) {}

    private Place placeFor(Subscription subscription) {
        boolean state = subscription.snapshot().isPresent();
        Start start = subscription.start();
        synchronized (log) {
            Optional<Long> left = start.id()
                    .filter(id -> id.epoch().equals(epoch) && log.holdsAllAfter(id.sequence()))
                    .map(EventId::sequence);
            if (left.isPresent()) {
                return new Place(left.get(), true, false);
            }
            if (state || start.kind() == Start.Kind.NOW) {
                return new Place(log.lastSequence(), false, false);
            }
            return new Place(log.heldAfter(), false, start.kind() == Start.Kind.AFTER);
        }
    }
}
