package io.snapdock.transfer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Writes one answer's body as its reader takes it, without a thread that waits. The traps of the containers are those that {@code push.StreamReader} tells of:
 * Payara calls within {@code setWriteListener}, a container may call back before its "no" has arrived here, and one {@code isReady()} covers one write.
 *
 * <p>The writing itself is done by the {@link Writers}, a little at a time for each, as the container's threads for I/O have others to serve.
 */
final class Outgoing implements WriteListener, Transfers.Timed {

    private static final Logger LOG = System.getLogger(Outgoing.class.getName());

    /** Longer than a network's hiccup. */
    private static final long SILENT_NANOS = Duration.ofSeconds(30).toNanos();

    /** Slower than any network on which somebody would wait for a photo: 5 MB take 20 minutes. */
    private static final long LEAST_BYTES_PER_SECOND = 4 * 1024;

    private static final long GRACE_NANOS = Duration.ofMinutes(1).toNanos();

    /** Written in one go; then others have their turn. */
    private static final int PIECES_IN_A_ROW = 8;

    private final ByteSource source;
    private final AsyncResponse answer;
    private final ServletOutputStream out;
    private final int status;
    private final String connection;
    private final Transfers transfers;
    private final Writers writers;
    private final LongConsumer ended;
    private final Window window = new Window();

    /** Calls that want it to go on; who raises it from zero hands it to the writers, also for those who come meanwhile. */
    private final AtomicInteger calls = new AtomicInteger();

    private final AtomicBoolean gone = new AtomicBoolean();

    private volatile boolean begun;
    private volatile boolean unwritable = true;
    private volatile boolean waits;
    private volatile long startedNanos;
    private volatile long progressNanos;
    private final AtomicLong written = new AtomicLong();
    private int handled;

    /**
     * @param answer resumed when the body is written
     * @param connection by {@link SendQueues#key}
     * @param ended told once, whichever way it ends, how many bytes were written
     */
    Outgoing(
            ByteSource source,
            AsyncResponse answer,
            ServletOutputStream out,
            int status,
            String connection,
            Transfers transfers,
            Writers writers,
            LongConsumer ended) {
        this.source = source;
        this.answer = answer;
        this.out = out;
        this.status = status;
        this.connection = connection;
        this.transfers = transfers;
        this.writers = writers;
        this.ended = ended;
    }

    void start() {
        transfers.watch(this);
        try {
            out.setWriteListener(this);
        } catch (Throwable e) {
            LOG.log(Level.DEBUG, "A download could not begin", e);
            end();
        }
    }

    @Override
    public void onWritePossible() {
        if (!begun) {
            // A busy server calls late, which is not the reader's fault.
            startedNanos = System.nanoTime();
            begun = true;
        }
        unwritable = false;
        progressNanos = System.nanoTime();
        if (calls.getAndIncrement() == 0) {
            handled = 1;
            writers.execute(this::writeSome);
        }
    }

    /** On a writer's thread, one at a time. */
    private void writeSome() {
        boolean more = writeOn();
        if (more && window.isFull()) {
            progressNanos = System.nanoTime();
            window.full(progressNanos);
            waits = true;
            writers.whenTaken(this);
        } else if (more) {
            writers.execute(this::writeSome);
        } else {
            int left = calls.addAndGet(-handled);
            if (left != 0) {
                handled = left;
                writers.execute(this::writeSome);
            }
        }
    }

    String connection() {
        return connection;
    }

    /**
     * Whether the reader has taken what was written; then {@link #goOn} must follow.
     *
     * @param queueBytes what the system holds for it; negative when that is not known
     */
    boolean isTaken(long queueBytes) {
        boolean taken = queueBytes <= Window.RESIDUE_BYTES || gone.get();
        if (!taken && window.isProgress(queueBytes)) {
            progressNanos = System.nanoTime();
        }
        return taken;
    }

    void goOn() {
        window.taken(System.nanoTime());
        waits = false;
        writers.execute(this::writeSome);
    }

    /** @return whether there is more to write, and the connection takes it */
    private boolean writeOn() {
        try {
            for (int i = 0; i < PIECES_IN_A_ROW && !window.isFull(); i++) {
                if (unwritable || gone.get() || !ready()) {
                    return false;
                }
                writeNext();
            }
            return true;
        } catch (Throwable e) {
            // Payara throws RuntimeExceptions too when a reader has just gone.
            onError(e);
            return false;
        }
    }

    private boolean ready() {
        progressNanos = System.nanoTime();
        unwritable = true;
        if (!out.isReady()) {
            return false;
        }
        unwritable = false;
        return true;
    }

    private void writeNext() throws IOException {
        byte[] piece;
        try {
            piece = source.next();
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "What is downloaded cannot be read on", e);
            end();
            return;
        }
        if (piece == null) {
            // A small answer is still in the server's buffer, and its head with it.
            out.flush();
            end();
        } else {
            out.write(piece);
            written.addAndGet(piece.length);
            window.wrote(piece.length);
        }
    }

    /** Ends the answer, whether all of it is written or not: a server closes the connection of one that is too short. */
    private void end() {
        if (!leave()) {
            return;
        }
        try {
            // By way of JAX-RS, which would else end the request once more (Jersey). Its head is sent, so nothing of
            // this is.
            answer.resume(Response.status(status).build());
        } catch (RuntimeException e) {
            // The connection has gone, and with it the request.
            LOG.log(Level.DEBUG, "A download could not be ended", e);
        }
    }

    /** A reader that goes away is no fault, and nothing is logged above DEBUG. The container ends the answer with the connection. */
    @Override
    public void onError(Throwable e) {
        if (leave()) {
            LOG.log(Level.DEBUG, "A download broke off", e);
        }
    }

    @Override
    public void look(long nowNanos) {
        if (!begun) {
            return;
        }
        boolean silent = (unwritable || waits) && nowNanos - progressNanos > SILENT_NANOS;
        long seconds = Math.max(0, nowNanos - startedNanos - GRACE_NANOS) / 1_000_000_000L;
        if (silent || written.get() < seconds * LEAST_BYTES_PER_SECOND) {
            LOG.log(Level.DEBUG, "A download is ended after {0} bytes, as its reader takes too little", written.get());
            // Elsewhere: ending an answer that is not taken may wait.
            transfers.execute(this::end);
        }
    }

    private boolean leave() {
        if (!gone.compareAndSet(false, true)) {
            return false;
        }
        transfers.forget(this);
        ended.accept(written.get());
        try {
            source.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A file was not closed", e);
        }
        return true;
    }
}
