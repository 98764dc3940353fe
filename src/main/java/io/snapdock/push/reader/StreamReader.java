package io.snapdock.push.reader;

import io.snapdock.push.event.EventEncoder;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.log.Beginning;
import io.snapdock.push.log.Chunk;
import io.snapdock.push.log.TopicLog;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A reader whose answer is written without blocking: whoever publishes writes what the connection takes, and the container
 * calls when it takes more. A cursor into the log and no queue, so a slow one costs no memory; when the log has passed its
 * cursor it is told so, or begins again with a snapshot.
 */
final class StreamReader implements Reader, WriteListener {

    /** A connection that took nothing for so long while something waited for it is given up. */
    private static final long STALLED_NANOS = Duration.ofSeconds(10).toNanos();

    private static final double BEAT_JITTER = 0.1;
    private static final double AGE_JITTER = 0.2;

    private final Readers readers;
    private final TopicLog log;
    private final ReaderEnd end;
    private final Optional<Supplier<PushEvent>> snapshot;
    private final long openedNanos = System.nanoTime();
    private final long beatNanos;
    private final long maxAgeNanos;

    /**
     * Calls that want the stream looked at; who raises it from zero does the looking, also for those who come meanwhile. So
     * nobody waits for a lock, and a container that calls back from within a write meets no half-done state.
     */
    private final AtomicInteger calls = new AtomicInteger();

    private final AtomicBoolean gone = new AtomicBoolean();

    /** Set while the container owes a call of {@link #onWritePossible}. Asking it again meanwhile would put off its time limit. */
    private volatile boolean unwritable = true;

    private volatile long askedNanos = openedNanos;
    private volatile long writtenNanos = openedNanos;
    private volatile boolean beatDue;
    private volatile boolean givenUp;

    /** Why the stream shall end once it has all that is in the log; null for not yet. */
    private volatile CloseReason closing;

    /** Handed over by the thread that made it. */
    private volatile Restart restart;

    /** From here on changed by whoever does the looking only. */
    private volatile long cursor;

    private long passed;
    private ServletOutputStream out;
    private byte[] opening;
    private CloseReason ending;
    private boolean flushDue;

    /** Set while a snapshot is being made: until it is there, nothing that builds on it is written. */
    private boolean restarting;

    /**
     * A new beginning.
     *
     * @param bytes null when it could not be made
     */
    private record Restart(byte[] bytes, Beginning place) {}

    StreamReader(Readers readers, TopicLog log, ReaderStream stream, Subscription subscription, Beginning beginning) {
        this.readers = readers;
        this.log = log;
        this.end = new ReaderEnd(stream, subscription.closed());
        this.snapshot = subscription.snapshot();
        this.cursor = beginning.cursor();
        this.passed = beginning.passed();
        this.beatNanos =
                Jitter.around(readers.limits().heartbeat(), BEAT_JITTER).toNanos();
        this.maxAgeNanos = subscription
                .maxAge()
                .orElseGet(() -> Jitter.around(readers.limits().maxAge(), AGE_JITTER))
                .toNanos();
    }

    /** Never throws: from here on the reader is among the others, and whatever goes wrong ends it in order. */
    void start(Subscription subscription, Beginning beginning) {
        try {
            var first = new ByteArrayOutputStream();
            first.writeBytes(EventEncoder.retry(subscription.retry()));
            restarting = !beginning.resumed() && snapshot.isPresent();
            if (beginning.gap()) {
                readers.listener().gap();
                first.writeBytes(log.gap(cursor));
            } else if (!restarting) {
                // An id at once, whatever comes: who leaves before the first event shall come back to this place.
                first.writeBytes(log.heartbeat(cursor));
            }
            opening = first.toByteArray();
            boolean isWithoutState = restarting;
            out = end.output();
            // Last: Payara calls the listener at once, on this thread.
            out.setWriteListener(this);
            if (isWithoutState) {
                requestSnapshot(snapshot.get());
            }
        } catch (Throwable e) {
            lost(e);
        }
    }

    @Override
    public void onWritePossible() {
        unwritable = false;
        if (givenUp) {
            // It takes something again after all. Nothing comes any more, so its client shall know and come back.
            readers.threads().end(end::complete);
        } else {
            wake();
        }
    }

    @Override
    public void onError(Throwable error) {
        lost(error);
    }

    @Override
    public void wake() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int handled = 1;
        do {
            look();
            handled = calls.addAndGet(-handled);
        } while (handled != 0);
    }

    @Override
    public void tick(long nanos) {
        if (unwritable && nanos - askedNanos > STALLED_NANOS) {
            giveUp();
        } else if (nanos - openedNanos > maxAgeNanos) {
            close(CloseReason.AGED);
        } else if (nanos - writtenNanos > beatNanos) {
            beatDue = true;
            wake();
        }
    }

    @Override
    public void close(CloseReason reason) {
        closing = reason;
        wake();
    }

    @Override
    public void shutDown() {
        if (leave(CloseReason.SHUTDOWN, null)) {
            end.closeBody();
            end.tell();
        }
    }

    @Override
    public long cursor() {
        return cursor;
    }

    /** Writes what waits until nothing is left or the connection takes no more. Any throwable ends this reader and nobody else. */
    private void look() {
        try {
            boolean more = true;
            while (more && !unwritable && !gone.get()) {
                more = writeNext();
            }
        } catch (Throwable e) {
            // Payara throws RuntimeExceptions too when a reader has just gone; and whatever it is, others must get
            // their events.
            lost(e);
        }
    }

    /** @return whether it is worth to look again */
    private boolean writeNext() throws IOException {
        if (flushDue) {
            return flush();
        }
        if (opening != null) {
            return write(Chunk.ofNoEvent(cursor, passed, opening));
        }
        if (restarting) {
            return takeRestart() || waitForSnapshot();
        }
        if (ending != null) {
            return writeEnd();
        }
        Chunk chunk = log.chunk(cursor, passed);
        if (chunk == null) {
            return fallenBehind();
        }
        if (!chunk.isEmpty()) {
            return write(chunk);
        }
        if (closing != null) {
            ending = closing;
            return true;
        }
        return beatDue && beat(log.heartbeat(cursor));
    }

    private boolean write(Chunk chunk) throws IOException {
        if (!ready()) {
            return false;
        }
        long begin = askedNanos;
        out.write(chunk.bytes());
        flushDue = true;
        opening = null;
        cursor = chunk.cursor();
        passed = chunk.passed();
        if (chunk.end()) {
            ending = CloseReason.ENDED;
        }
        boolean more = flush();
        readers.listener().delivered(chunk.events(), chunk.bytes().length, System.nanoTime() - begin);
        return more;
    }

    /** Asks before it: Tomcat throws for a flush of an output that is not ready, and never calls again. */
    private boolean flush() throws IOException {
        if (!ready()) {
            return false;
        }
        out.flush();
        flushDue = false;
        beatDue = false;
        writtenNanos = System.nanoTime();
        return true;
    }

    /**
     * Grizzly closes a connection when a write fails, and says so at the next call. Without the second flush, which writes nothing, a reader that left would be found out
     * one beat later: the first write after it left is answered by its system, the second one fails.
     */
    private boolean beat(byte[] block) throws IOException {
        return write(Chunk.ofNoEvent(cursor, passed, block)) && flush();
    }

    /** Ends the stream at a moment when its connection takes something: ending one that does not may wait for it. */
    private boolean writeEnd() {
        if (ready() && leave(ending, null)) {
            if (ending == CloseReason.SHUTDOWN) {
                end.closeSink();
                end.closeBody();
                end.tell();
            } else {
                readers.threads().end(end::completeAndTell);
            }
        }
        return false;
    }

    private boolean ready() {
        // Set before the question: the container may call back, on another thread, before its "no" has arrived here.
        askedNanos = System.nanoTime();
        unwritable = true;
        if (!out.isReady()) {
            return false;
        }
        unwritable = false;
        return true;
    }

    /** The log has passed the cursor: what was missed is not there any more. */
    private boolean fallenBehind() {
        if (readers.limits().slow() == ReaderLimits.SlowReaders.CLOSE) {
            ending = CloseReason.BEHIND;
            return true;
        }
        readers.listener().gap();
        if (snapshot.isEmpty()) {
            cursor = log.heldAfter();
            opening = log.gap(cursor);
        } else {
            restarting = true;
            requestSnapshot(snapshot.get());
        }
        return true;
    }

    /** Making one may wait for a database, and this may be a publisher's thread, the server's for I/O, or that of a request. */
    private void requestSnapshot(Supplier<PushEvent> supplier) {
        try {
            readers.threads().snapshots().execute(() -> {
                // The place comes first: what happens while the snapshot is made is told again after it.
                Beginning place = log.newest();
                restart = new Restart(bytesOf(supplier, place), place);
                wake();
            });
        } catch (RejectedExecutionException e) {
            // The application stops: all streams are ended in a moment.
            System.getLogger(StreamReader.class.getName()).log(System.Logger.Level.TRACE, "No snapshot", e);
        }
    }

    private byte[] bytesOf(Supplier<PushEvent> supplier, Beginning place) {
        try {
            return log.snapshot(supplier.get(), place.cursor());
        } catch (Throwable e) {
            // What it is a snapshot of has ended meanwhile, or its database is away. The client comes back and is told.
            // Transactions throw checked exceptions too.
            System.getLogger(StreamReader.class.getName())
                    .log(
                            e instanceof Error ? System.Logger.Level.ERROR : System.Logger.Level.DEBUG,
                            "A stream ends for lack of a snapshot",
                            e);
            return null;
        }
    }

    private boolean takeRestart() {
        Restart fresh = restart;
        if (fresh == null) {
            return false;
        }
        restart = null;
        restarting = false;
        opening = fresh.bytes();
        cursor = fresh.place().cursor();
        passed = fresh.place().passed();
        if (opening == null) {
            ending = CloseReason.FAILED;
        }
        return true;
    }

    /** The stream lives as long as a snapshot takes. No id goes with the beat: whoever came back to it would miss the snapshot. */
    private boolean waitForSnapshot() throws IOException {
        if (closing != null) {
            restarting = false;
            ending = closing;
            return true;
        }
        return beatDue && beat(EventEncoder.COMMENT_BEAT);
    }

    /**
     * Lets go of a connection that takes nothing. Its socket stays with the server, which no portable call can free: ending the answer now
     * could wait for the reader for ever.
     */
    private void giveUp() {
        givenUp = true;
        if (leave(
                CloseReason.STALLED,
                new IOException("The reader has taken nothing for " + Duration.ofNanos(STALLED_NANOS)))) {
            readers.threads().end(end::tell);
        }
    }

    /**
     * For a connection that is not there any more. Not completed: the container has ended the answer with the connection, and Undertow logs an ERROR
     * for ending it again.
     */
    private void lost(Throwable error) {
        if (leave(CloseReason.GONE, error)) {
            readers.threads().end(end::tell);
        }
    }

    /** @return whether it was still there */
    private boolean leave(CloseReason reason, Throwable error) {
        if (!gone.compareAndSet(false, true)) {
            return false;
        }
        readers.left(this, end.sink(), reason, error, Duration.ofNanos(System.nanoTime() - openedNanos));
        return true;
    }
}
