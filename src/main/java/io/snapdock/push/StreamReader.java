package io.snapdock.push;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A reader whose answer is written without blocking: whoever publishes writes what the connection takes, and the container
 * calls when it takes more. A cursor into the log and no queue, so a slow one costs no memory; when the log has passed its
 * cursor the stream ends, and the client comes back for a snapshot.
 */
final class StreamReader implements Reader, WriteListener {

    /** A connection that took nothing for so long is given up at the next beat. */
    private static final long STALLED_NANOS = Duration.ofSeconds(10).toNanos();

    private final Topic topic;
    private final ReaderStream stream;
    private final Runnable closed;

    /** Passing events up to here happened before this reader came. */
    private final long liveFrom;

    /**
     * Calls that want the stream looked at; who raises it from zero does the looking, also for those who come meanwhile. So
     * nobody waits for a lock, and a container that calls back from within a write meets no half-done state.
     */
    private final AtomicInteger calls = new AtomicInteger();

    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicBoolean beatDue = new AtomicBoolean();

    /** Set while the container owes a call of {@link #onWritePossible}. Asking it again meanwhile would put off its time limit. */
    private volatile boolean unwritable = true;

    private volatile long unwritableSince = System.nanoTime();

    /** From here on touched by whoever does the looking only. */
    private ServletOutputStream out;

    private byte[] opening;
    private long cursor;
    private boolean finishing;

    StreamReader(Topic topic, ReaderStream stream, long cursor, Runnable closed) {
        this.topic = topic;
        this.stream = stream;
        this.cursor = cursor;
        this.liveFrom = topic.lastSequence();
        this.closed = closed;
    }

    /** Sets the listener last: Payara calls it at once, on this thread. */
    void start(byte[] firstBytes) {
        opening = firstBytes;
        try {
            out = stream.async().getResponse().getOutputStream();
            out.setWriteListener(this);
        } catch (IOException | RuntimeException e) {
            end(e);
        }
    }

    @Override
    public void onWritePossible() {
        unwritable = false;
        wake();
    }

    @Override
    public void onError(Throwable error) {
        end(error);
    }

    @Override
    public void wake() {
        int seen = calls.getAndIncrement();
        if (seen != 0) {
            return;
        }
        int handled = 1;
        do {
            look();
            handled = calls.addAndGet(-handled);
        } while (handled != 0);
    }

    @Override
    public void beat() {
        if (unwritable && System.nanoTime() - unwritableSince > STALLED_NANOS) {
            end(new IOException("The reader has taken nothing for " + Duration.ofNanos(STALLED_NANOS)));
            return;
        }
        beatDue.set(true);
        wake();
    }

    @Override
    public void close() {
        if (gone.compareAndSet(false, true)) {
            leave(null);
            complete();
        }
    }

    /**
     * Closes the answer's body and leaves the rest of the request to the server: completing it would be dispatched to a thread
     * of WildFly's, which by then has no transaction service any more and logs errors.
     */
    @Override
    public void shutDown() {
        if (gone.compareAndSet(false, true)) {
            try {
                out.close();
            } catch (IOException | RuntimeException e) {
                System.getLogger(StreamReader.class.getName()).log(System.Logger.Level.TRACE, "Ending a stream", e);
            }
        }
    }

    /** Writes what waits until nothing is left or the connection takes no more. Any throwable ends this reader and nobody else. */
    private void look() {
        try {
            boolean more = true;
            while (more && !unwritable && !gone.get()) {
                more = writeNext();
            }
        } catch (IOException | RuntimeException e) {
            // Payara throws RuntimeExceptions too when a reader has just gone.
            end(e);
        }
    }

    /** @return whether it is worth to look again */
    private boolean writeNext() throws IOException {
        if (opening == null && !finishing && !topic.holdsAllAfter(cursor)) {
            close();
            return false;
        }
        byte[] bytes = opening;
        long behind = cursor;
        boolean end = finishing;
        if (bytes == null && !finishing) {
            Topic.Chunk chunk = topic.chunk(cursor, liveFrom);
            bytes = chunk.bytes();
            behind = chunk.cursor();
            end = chunk.end();
            if (bytes.length == 0 && beatDue.getAndSet(false)) {
                bytes = EventEncoder.heartbeat(topic.id(behind));
            }
        }
        boolean nothing = bytes == null || bytes.length == 0;
        if (nothing && !end) {
            cursor = behind;
            return false;
        }
        // Set before the question: the container may call back, on another thread, before its "no" has arrived here.
        unwritableSince = System.nanoTime();
        unwritable = true;
        if (!out.isReady()) {
            return false;
        }
        unwritable = false;
        if (nothing) {
            close();
            return false;
        }
        // One isReady() covers one write and its flush (Grizzly); more would block.
        out.write(bytes);
        out.flush();
        opening = null;
        cursor = behind;
        finishing = end;
        return true;
    }

    private void end(Throwable error) {
        if (gone.compareAndSet(false, true)) {
            // Not completed: the container has ended the answer with the connection, and Undertow logs an ERROR for
            // ending it again.
            leave(error);
        }
    }

    private void leave(Throwable error) {
        topic.left(this, stream.sink(), error);
        closed.run();
    }

    /**
     * Both are needed. Jersey ends the asynchronous request with its sink, and completed beneath it would complete it once more; RESTEasy's
     * sink waits for an output that is ours by now, and ends nothing.
     */
    private void complete() {
        quietly(stream.sink()::close);
        quietly(stream.async()::complete);
    }

    private static void quietly(Runnable end) {
        try {
            end.run();
        } catch (RuntimeException e) {
            // It has ended already, by the other way or by the client.
            System.getLogger(StreamReader.class.getName()).log(System.Logger.Level.TRACE, "Ending a stream", e);
        }
    }
}
