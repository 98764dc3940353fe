package io.snapdock.push.reader;

import io.snapdock.push.event.EventEncoder;
import io.snapdock.push.event.EventId;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.log.Beginning;
import io.snapdock.push.log.Chunk;
import io.snapdock.push.log.TopicLog;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Where one stream stands in one log, and what comes next from there. A cursor and no queue, so a slow reader costs no memory; when the log has passed the cursor, the
 * reader is told so, or begins again with a snapshot.
 */
final class Feed implements Reader, Source {

    private final Readers readers;
    private final TopicLog log;
    private final StreamReader stream;
    private final Subscription subscription;
    private final boolean isAlone;
    private final long openedNanos = System.nanoTime();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();

    /** Handed over by the thread that made it. */
    private volatile Restart restart;

    /** From here on changed by whoever does the looking only. */
    private volatile long cursor;

    private long passed;
    private byte[] opening;
    private CloseReason over;
    private Throwable failure;

    /** Set while a snapshot is wanted: until it is there, nothing that builds on it is written. */
    private boolean restarting;

    private boolean isAsked;

    /**
     * A new beginning.
     *
     * @param bytes null when it could not be made
     * @param failure why not
     */
    private record Restart(byte[] bytes, Beginning place, Throwable failure) {}

    /** @param isAlone whether the stream has nothing else. Then this opens it, joins events into chunks and asks for snapshots by itself */
    Feed(Readers readers, TopicLog log, StreamReader stream, Subscription subscription, boolean isAlone) {
        this.readers = readers;
        this.log = log;
        this.stream = stream;
        this.subscription = subscription;
        this.isAlone = isAlone;
        Beginning beginning =
                log.beginning(subscription.start(), subscription.snapshot().isPresent());
        this.cursor = beginning.cursor();
        this.passed = beginning.passed();
        this.restarting = !beginning.resumed() && subscription.snapshot().isPresent();
        if (beginning.gap()) {
            opening = log.gap(cursor);
        }
    }

    @Override
    public void begin() {
        if (opening != null) {
            readers.listener().gap();
        }
        if (isAlone) {
            var first = new ByteArrayOutputStream();
            first.writeBytes(EventEncoder.retry(subscription.retry()));
            if (opening != null) {
                first.writeBytes(opening);
            } else if (!restarting) {
                // An id at once, whatever comes: who leaves before the first event shall come back to this place.
                first.writeBytes(log.heartbeat(cursor));
            }
            opening = first.toByteArray();
            if (restarting) {
                ask();
            }
        }
    }

    @Override
    public boolean isWaiting() {
        return over == null && (opening != null || (restarting ? restart != null : !log.isNewest(cursor, passed)));
    }

    @Override
    public Chunk take() {
        if (opening == null && restarting) {
            takeRestart();
        }
        if (opening != null) {
            byte[] bytes = opening;
            opening = null;
            return Chunk.ofNoEvent(cursor, passed, bytes);
        }
        if (restarting || over != null) {
            return Chunk.nothing(cursor, passed);
        }
        Chunk chunk = isAlone ? log.chunk(cursor, passed) : log.one(cursor, passed);
        if (chunk == null) {
            fallenBehind();
            return Chunk.nothing(cursor, passed);
        }
        cursor = chunk.cursor();
        passed = chunk.passed();
        if (chunk.end()) {
            over = CloseReason.ENDED;
        }
        return chunk;
    }

    @Override
    public CloseReason over() {
        return over;
    }

    /** Why no snapshot could be made; null when that is not why it is over. */
    Throwable failure() {
        return failure;
    }

    /** The place that a reader may come back to; none while its snapshot is not written: whoever came back would miss it. */
    Optional<EventId> place() {
        return restarting ? Optional.empty() : Optional.of(log.id(cursor));
    }

    /** The stream lives as long as a snapshot takes. */
    @Override
    public byte[] beat() {
        return restarting ? EventEncoder.COMMENT_BEAT : log.heartbeat(cursor);
    }

    /** The log has passed the cursor: what was missed is not there any more. */
    private void fallenBehind() {
        if (readers.limits().slow() == ReaderLimits.SlowReaders.CLOSE) {
            over = CloseReason.BEHIND;
            return;
        }
        readers.listener().gap();
        if (subscription.snapshot().isEmpty()) {
            cursor = log.heldAfter();
            opening = log.gap(cursor);
        } else {
            restarting = true;
            if (isAlone) {
                ask();
            }
        }
    }

    /** Whether a snapshot is being made, or is there and not written yet. */
    boolean isAsked() {
        return isAsked;
    }

    /** Whether it goes on with a snapshot that nobody has asked for yet. */
    boolean isInNeed() {
        return restarting && !isAsked;
    }

    /** Has a snapshot made. That may wait for a database, and this may be a publisher's thread, the server's for I/O, or that of a request. */
    void ask() {
        isAsked = true;
        Supplier<PushEvent> supplier = subscription.snapshot().orElseThrow();
        try {
            readers.threads().snapshots().execute(() -> {
                // The place comes first: what happens while the snapshot is made is told again after it.
                Beginning place = log.newest();
                restart = made(supplier, place);
                stream.wake();
            });
        } catch (RejectedExecutionException e) {
            // The application stops: all streams are ended in a moment.
            System.getLogger(Feed.class.getName()).log(Level.TRACE, "No snapshot", e);
        }
    }

    private Restart made(Supplier<PushEvent> supplier, Beginning place) {
        try {
            return new Restart(log.snapshot(supplier.get(), place.cursor()), place, null);
        } catch (Throwable e) {
            // What it is a snapshot of has ended meanwhile, or its database is away. The client comes back and is told.
            // Transactions throw checked exceptions too.
            System.getLogger(Feed.class.getName())
                    .log(e instanceof Error ? Level.ERROR : Level.DEBUG, "A stream ends for lack of a snapshot", e);
            return new Restart(null, place, e);
        }
    }

    private void takeRestart() {
        Restart fresh = restart;
        if (fresh == null) {
            return;
        }
        restart = null;
        restarting = false;
        isAsked = false;
        opening = fresh.bytes();
        cursor = fresh.place().cursor();
        passed = fresh.place().passed();
        if (opening == null) {
            over = CloseReason.FAILED;
            failure = fresh.failure();
        }
    }

    @Override
    public void wake() {
        stream.wake();
    }

    @Override
    public void tick(long nanos) {
        stream.tick(nanos);
    }

    @Override
    public void close(CloseReason reason) {
        stream.close(reason);
    }

    @Override
    public void shutDown() {
        stream.shutDown();
    }

    @Override
    public long cursor() {
        return cursor;
    }

    @Override
    public void left(SseEventSink sink, CloseReason reason, Throwable error, Duration open) {
        if (gone.compareAndSet(false, true)) {
            readers.left(this, sink, reason, error, open);
        }
    }

    /** It has ended by itself, and the rest of its stream goes on. */
    void leave(SseEventSink sink) {
        left(sink, over, null, Duration.ofNanos(System.nanoTime() - openedNanos));
        readers.threads().end(this::tell);
    }

    @Override
    public void tell() {
        if (told.compareAndSet(false, true)) {
            try {
                subscription.closed().run();
            } catch (Throwable e) {
                System.getLogger(Feed.class.getName()).log(Level.ERROR, "The end of a stream could not be told", e);
            }
        }
    }
}
