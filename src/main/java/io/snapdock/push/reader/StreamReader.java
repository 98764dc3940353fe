package io.snapdock.push.reader;

import io.snapdock.push.log.Chunk;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stream that is written without blocking: whoever publishes writes what the connection takes, and the container calls when it takes more. What there is to write, its
 * {@link Source} knows.
 */
final class StreamReader implements WriteListener {

    /** A connection that took nothing for so long while something waited for it is given up. */
    private static final long STALLED_NANOS = Duration.ofSeconds(10).toNanos();

    private static final double BEAT_JITTER = 0.1;
    private static final double AGE_JITTER = 0.2;

    private final Threads threads;
    private final TopicListener listener;
    private final ReaderEnd end;
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

    /** Why the stream shall end once it has all that is there; null for not yet. */
    private volatile CloseReason closing;

    private Source source;

    /** From here on changed by whoever does the looking only. */
    private ServletOutputStream out;

    private CloseReason ending;
    private boolean flushDue;

    /** @param maxAge null for the engine's own limit */
    StreamReader(ReaderLimits limits, Threads threads, TopicListener listener, ReaderStream stream, Duration maxAge) {
        this.threads = threads;
        this.listener = listener;
        this.end = new ReaderEnd(stream, this::tellSource);
        this.beatNanos = Jitter.around(limits.heartbeat(), BEAT_JITTER).toNanos();
        this.maxAgeNanos = (maxAge == null ? Jitter.around(limits.maxAge(), AGE_JITTER) : maxAge).toNanos();
    }

    /** To be called once, before anybody may {@link #wake} it. */
    void of(Source all) {
        source = all;
    }

    private void tellSource() {
        source.tell();
    }

    /** Never throws: from here on the reader is among the others, and whatever goes wrong ends it in order. */
    void start() {
        try {
            source.begin();
            out = end.output();
            // Last: Payara calls the listener at once, on this thread.
            out.setWriteListener(this);
        } catch (Throwable e) {
            lost(e);
        }
    }

    @Override
    public void onWritePossible() {
        unwritable = false;
        if (givenUp) {
            // It takes something again after all. Nothing comes any more, so its client shall know and come back.
            threads.end(end::complete);
        } else {
            wake();
        }
    }

    @Override
    public void onError(Throwable error) {
        lost(error);
    }

    /** Says that there is something new. */
    void wake() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int handled = 1;
        do {
            look();
            handled = calls.addAndGet(-handled);
        } while (handled != 0);
    }

    void tick(long nanos) {
        if (unwritable && nanos - askedNanos > STALLED_NANOS) {
            giveUp();
        } else if (nanos - openedNanos > maxAgeNanos) {
            close(CloseReason.AGED);
        } else if (nanos - writtenNanos > beatNanos) {
            beatDue = true;
            wake();
        }
    }

    void close(CloseReason reason) {
        closing = reason;
        wake();
    }

    void shutDown() {
        if (leave(CloseReason.SHUTDOWN, null)) {
            end.closeBody();
            end.tell();
        }
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
        if (ending != null) {
            return writeEnd();
        }
        if (source.isWaiting()) {
            // Asked before it is taken: what a slow reader does not take is held once, in the log.
            return ready() && write(source.take());
        }
        if (source.over() != null) {
            ending = source.over();
            return true;
        }
        if (closing != null) {
            ending = closing;
            return true;
        }
        return beatDue && beat(source.beat());
    }

    private boolean write(Chunk chunk) throws IOException {
        if (chunk.isEmpty()) {
            return true;
        }
        long begin = askedNanos;
        out.write(chunk.bytes());
        flushDue = true;
        boolean more = flush();
        listener.delivered(chunk.events(), chunk.bytes().length, System.nanoTime() - begin);
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
        return ready() && write(Chunk.ofNoEvent(0, 0, block)) && flush();
    }

    /** Ends the stream at a moment when its connection takes something: ending one that does not may wait for it. */
    private boolean writeEnd() {
        if (ready() && leave(ending, null)) {
            if (ending == CloseReason.SHUTDOWN) {
                end.stop();
                end.tell();
            } else {
                threads.end(end::completeAndTell);
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

    /**
     * Lets go of a connection that takes nothing. Its socket stays with the server, which no portable call can free: ending the answer now
     * could wait for the reader for ever.
     */
    private void giveUp() {
        givenUp = true;
        if (leave(
                CloseReason.STALLED,
                new IOException("The reader has taken nothing for " + Duration.ofNanos(STALLED_NANOS)))) {
            threads.end(end::tell);
        }
    }

    /**
     * For a connection that is not there any more. Not completed: the container has ended the answer with the connection, and Undertow logs an ERROR
     * for ending it again.
     */
    private void lost(Throwable error) {
        if (leave(CloseReason.GONE, error)) {
            threads.end(end::tell);
        }
    }

    /** @return whether it was still there */
    private boolean leave(CloseReason reason, Throwable error) {
        if (!gone.compareAndSet(false, true)) {
            return false;
        }
        source.left(end.sink(), reason, error, Duration.ofNanos(System.nanoTime() - openedNanos));
        return true;
    }
}
