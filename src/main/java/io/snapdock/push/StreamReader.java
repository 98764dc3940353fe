package io.snapdock.push;

import io.snapdock.push.event.EventEncoder;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.log.Chunk;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
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

    private final Topic topic;
    private final ReaderStream stream;
    private final Optional<Supplier<PushEvent>> snapshot;
    private final Runnable closed;
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

    /** Passing events up to here happened before this reader came. */
    private long liveFrom;

    private ServletOutputStream out;
    private byte[] opening;
    private CloseReason ending;
    private boolean restarting;

    /** A new beginning in the middle of the stream. */
    private record Restart(byte[] bytes, long cursor) {}

    StreamReader(Topic topic, ReaderStream stream, Subscription subscription, long cursor) {
        this.topic = topic;
        this.stream = stream;
        this.snapshot = subscription.snapshot();
        this.closed = subscription.closed();
        this.cursor = cursor;
        this.liveFrom = topic.lastSequence();
        this.beatNanos = Jitter.around(topic.limits().heartbeat(), BEAT_JITTER).toNanos();
        this.maxAgeNanos = subscription
                .maxAge()
                .orElseGet(() -> Jitter.around(topic.limits().maxAge(), AGE_JITTER))
                .toNanos();
    }

    /** Sets the listener last: Payara calls it at once, on this thread. */
    void start(byte[] firstBytes) {
        opening = firstBytes;
        try {
            out = stream.async().getResponse().getOutputStream();
            out.setWriteListener(this);
        } catch (IOException | RuntimeException e) {
            lost(CloseReason.GONE, e);
        }
    }

    @Override
    public void onWritePossible() {
        unwritable = false;
        if (givenUp) {
            // It takes something again after all. Nothing comes any more, so its client shall know and come back.
            complete();
        } else {
            wake();
        }
    }

    @Override
    public void onError(Throwable error) {
        lost(CloseReason.GONE, error);
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
            closeBody();
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
            lost(CloseReason.GONE, e);
        }
    }

    /** @return whether it is worth to look again */
    private boolean writeNext() throws IOException {
        if (restarting && !takeRestart()) {
            return false;
        }
        if (opening != null) {
            return write(new Chunk(cursor, cursor, opening, 0, false, false));
        }
        if (ending != null) {
            return writeEnd();
        }
        Chunk chunk = topic.chunk(cursor, liveFrom);
        if (chunk == null) {
            return fallenBehind();
        }
        if (!chunk.isEmpty()) {
            return write(chunk);
        }
        cursor = chunk.cursor();
        if (closing != null) {
            ending = closing;
            return true;
        }
        return beatDue && write(new Chunk(cursor, cursor, EventEncoder.heartbeat(topic.id(cursor)), 0, false, false));
    }

    private boolean write(Chunk chunk) throws IOException {
        if (!ready()) {
            return false;
        }
        // One isReady() covers one write and its flush (Grizzly); more would block.
        out.write(chunk.bytes());
        out.flush();
        long nanos = System.nanoTime();
        topic.listener().delivered(chunk.events(), chunk.bytes().length, nanos - askedNanos);
        writtenNanos = nanos;
        beatDue = false;
        opening = null;
        cursor = chunk.cursor();
        if (chunk.end()) {
            ending = CloseReason.ENDED;
        }
        return true;
    }

    /** Ends the stream at a moment when its connection takes something: ending one that does not may wait for it. */
    private boolean writeEnd() {
        if (ready() && leave(ending, null)) {
            if (ending == CloseReason.SHUTDOWN) {
                closeSink();
                closeBody();
            } else {
                complete();
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
        if (topic.limits().slow() == PushLimits.SlowReaders.CLOSE) {
            ending = CloseReason.BEHIND;
        } else if (snapshot.isEmpty()) {
            cursor = topic.heldAfter();
            opening = topic.gap(cursor);
        } else {
            topic.listener().gap();
            restarting = true;
            requestSnapshot(snapshot.get());
        }
        return true;
    }

    /** Making one may wait for a database, and this may be a publisher's thread or the server's for I/O. */
    private void requestSnapshot(Supplier<PushEvent> supplier) {
        try {
            topic.executor().execute(() -> {
                try {
                    long place = topic.lastSequence();
                    restart = new Restart(topic.snapshot(supplier.get(), place), place);
                } catch (RuntimeException e) {
                    // What it is a snapshot of has ended meanwhile, for example. The client comes back and is told.
                    System.getLogger(StreamReader.class.getName()).log(System.Logger.Level.DEBUG, "No snapshot", e);
                    ending = CloseReason.BEHIND;
                    restart = new Restart(null, topic.lastSequence());
                }
                wake();
            });
        } catch (RejectedExecutionException e) {
            // The application stops: all streams are ended in a moment.
            System.getLogger(StreamReader.class.getName()).log(System.Logger.Level.TRACE, "No snapshot", e);
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
        cursor = fresh.cursor();
        liveFrom = fresh.cursor();
        return true;
    }

    /**
     * Lets go of a connection that takes nothing. Its socket stays with the server, which no portable call can free: ending the answer now
     * could wait for the reader for ever.
     */
    private void giveUp() {
        givenUp = true;
        leave(
                CloseReason.STALLED,
                new IOException("The reader has taken nothing for " + Duration.ofNanos(STALLED_NANOS)));
    }

    /** For a connection that is not there any more. */
    private void lost(CloseReason reason, Throwable error) {
        // Not completed: the container has ended the answer with the connection, and Undertow logs an ERROR for
        // ending it again.
        leave(reason, error);
    }

    /** @return whether it was still there */
    private boolean leave(CloseReason reason, Throwable error) {
        if (!gone.compareAndSet(false, true)) {
            return false;
        }
        stream.place().run();
        try {
            topic.left(this, stream.sink(), reason, error, Duration.ofNanos(System.nanoTime() - openedNanos));
        } finally {
            closed.run();
        }
        return true;
    }

    /**
     * Both are needed. Jersey ends the asynchronous request with its sink, and completed beneath it would complete it once more; RESTEasy's
     * sink waits for an output that is ours by now, and ends nothing.
     */
    private void complete() {
        closeSink();
        try {
            stream.async().complete();
        } catch (RuntimeException e) {
            ended(e);
        }
    }

    /**
     * Closes the answer's body and leaves the rest of the request to the server: completing it would be dispatched to a thread
     * of WildFly's, which by then has no transaction service any more and logs errors.
     */
    private void closeBody() {
        try {
            out.close();
        } catch (IOException | RuntimeException e) {
            ended(e);
        }
    }

    private void closeSink() {
        try {
            stream.sink().close();
        } catch (RuntimeException e) {
            ended(e);
        }
    }

    /**
     * The stream has ended already, by another way or by the client. No lambdas around here: Payara stops applications when their class loader
     * finds no more classes, so what ends streams must all be loaded by then.
     */
    private static void ended(Exception e) {
        System.getLogger(StreamReader.class.getName()).log(System.Logger.Level.TRACE, "Ending a stream", e);
    }
}
