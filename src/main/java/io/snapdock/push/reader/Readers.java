package io.snapdock.push.reader;

import io.snapdock.push.log.LogLimits;
import io.snapdock.push.log.TopicLog;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All who read one topic: they come, are woken, looked after by the clock, and go. */
public final class Readers {

    private final String topic;
    private final TopicLog log;
    private final ReaderLimits limits;
    private final Threads threads;
    private final TopicListener listener;
    private final Announcer announcer;
    private final Set<Reader> all = ConcurrentHashMap.newKeySet();
    private final CopyOnWriteArrayList<Consumer<SseEventSink>> closeListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<BiConsumer<SseEventSink, Throwable>> errorListeners =
            new CopyOnWriteArrayList<>();

    private volatile long leftNanos = System.nanoTime();

    /** @param log what they read, which holds at most what {@code logLimits} says */
    public Readers(
            String topic,
            TopicLog log,
            LogLimits logLimits,
            ReaderLimits limits,
            Threads threads,
            TopicListener listener) {
        this.topic = topic;
        this.log = log;
        this.limits = limits;
        this.threads = threads;
        this.listener = listener;
        this.announcer = new Announcer(all, logLimits, threads.announcers());
    }

    /**
     * Adds a reader with a stream that this package drives: what it missed or a snapshot, then everything from there. Nothing is lost in between, because
     * both are read from the log after one cursor, and it is woken by what happens from here on.
     *
     * @return whether it reads; not when the log was forgotten
     */
    public boolean open(ReaderStream stream, Subscription subscription) {
        var reader = new StreamReader(
                limits, threads, listener, stream, subscription.maxAge().orElse(null));
        Feed feed = join(reader, subscription, true);
        if (feed != null) {
            reader.start();
        }
        return feed != null;
    }

    /**
     * Adds a stream to those that are woken when something happens here.
     *
     * @param isAlone whether it reads nothing else
     * @return its place in the log; null when that was forgotten
     */
    Feed join(StreamReader stream, Subscription subscription, boolean isAlone) {
        var feed = new Feed(this, log, stream, subscription, isAlone);
        if (isAlone) {
            stream.of(feed);
        }
        boolean isKept = log.whileKept(() -> all.add(feed));
        if (isKept) {
            Guard.each("The beginning of a stream could not be told", () -> listener.opened(topic));
        }
        return isKept ? feed : null;
    }

    /**
     * Adds a reader of any kind that gets what is published from now on.
     *
     * @return whether it reads
     */
    public boolean open(SseEventSink sink) {
        var reader = new SinkReader(this, log, sink, log.newest());
        boolean isKept = log.whileKept(() -> all.add(reader));
        if (isKept) {
            listener.opened(topic);
        }
        return isKept;
    }

    /**
     * Says that the log has something new.
     *
     * @param bytes of it
     */
    public void announce(int bytes) {
        announcer.announce(bytes);
    }

    public void whenFailed(BiConsumer<SseEventSink, Throwable> told) {
        errorListeners.add(told);
    }

    public void whenClosed(Consumer<SseEventSink> told) {
        closeListeners.add(told);
    }

    /** Ends all streams, each once it has what was published. */
    public void close(CloseReason reason) {
        for (Reader reader : all) {
            Guard.each("A stream could not be ended", () -> reader.close(reason));
        }
    }

    /** Ends all streams at once, because the application stops. */
    public void shutDown() {
        for (Reader reader : all) {
            Guard.each("A stream could not be cut off", reader::shutDown);
        }
        all.clear();
    }

    /** Lets go of all readers without a word. */
    public void forget() {
        all.clear();
    }

    /** @param nanos {@link System#nanoTime()} */
    public void tick(long nanos) {
        for (Reader reader : all) {
            Guard.each("A reader failed at its time", () -> reader.tick(nanos));
        }
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public int count() {
        return all.size();
    }

    /** When the last one left, or the topic came into being, by {@link System#nanoTime()}. */
    public long leftNanos() {
        return leftNanos;
    }

    /** By how many events the slowest is behind. */
    public long lag() {
        long newest = log.lastSequence();
        return all.stream().mapToLong(reader -> newest - reader.cursor()).max().orElse(0);
    }

    ReaderLimits limits() {
        return limits;
    }

    Threads threads() {
        return threads;
    }

    TopicListener listener() {
        return listener;
    }

    void left(Reader reader, SseEventSink sink, CloseReason reason, Throwable error, Duration open) {
        all.remove(reader);
        leftNanos = System.nanoTime();
        listener.closed(topic, reason, open);
        if (error != null) {
            errorListeners.forEach(told -> told.accept(sink, error));
        }
        closeListeners.forEach(told -> told.accept(sink));
    }
}
