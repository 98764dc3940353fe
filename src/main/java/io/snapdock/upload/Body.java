package io.snapdock.upload;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reads one request's body as it comes, without a thread that waits for it, and ends exactly once.
 *
 * <p>The rule for the end of a body with a length is not the obvious one: on Payara {@code isReady()} behind the last byte begins to
 * read the connection's next request. So bytes are counted against {@code Content-Length}, and it is not asked again when all
 * are here.
 */
final class Body implements ReadListener {

    /** Takes what has come; throws what the sender is to be told. */
    @FunctionalInterface
    interface Sink {

        /** @param count how many bytes of the array count; it is used again afterwards */
        void accept(byte[] bytes, int count);
    }

    private static final int NOTHING_THERE = -2;

    /** More would be waited for too long. */
    private static final int DRAINED_BYTES = 256 * 1024;

    private final ServletInputStream in;
    private final OptionalLong length;
    private final Sink sink;
    private final Buffers buffers;
    private final Consumer<Ending> ended;
    private final long startedNanos = System.nanoTime();

    private long received;
    private volatile long lastNanos = startedNanos;
    private boolean isEnded;

    /** Seen between two buffers: who ends a body must not wait until a fast sender has nothing more. */
    private volatile boolean isToEnd;

    private ProblemException refusal;
    private long drained;

    /**
     * @param length {@code Content-Length}; empty for a chunked body
     * @param ended told once, under this body's monitor and on whatever thread brought the end: hands work over
     */
    Body(ServletInputStream in, OptionalLong length, Sink sink, Buffers buffers, Consumer<Ending> ended) {
        this.in = in;
        this.length = length;
        this.sink = sink;
        this.buffers = buffers;
        this.ended = ended;
    }

    /** Begins to read. The request must be asynchronous by now. */
    void start() {
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() {
        byte[] buffer = buffers.take();
        try {
            readWhatIsThere(buffer);
        } catch (IOException e) {
            end(Ending.BROKEN);
        } catch (RuntimeException e) {
            end(Ending.refused(new ProblemException(HttpProblem.INTERNAL, HttpProblem.INTERNAL.title(), e)));
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private synchronized void readWhatIsThere(byte[] buffer) throws IOException {
        while (!isToEnd && !isRead()) {
            int count = readIfReady(buffer);
            if (count < 0) {
                break;
            }
            received += count;
            lastNanos = System.nanoTime();
            if (refusal == null) {
                take(buffer, count);
            } else {
                drained += count;
            }
        }
        if (!isEnded && isRead()) {
            end(Ending.COMPLETE);
        }
    }

    /** Whether all is read that will be. */
    private boolean isRead() throws IOException {
        return isWhole() || (refusal != null && isTooMuchToDrain());
    }

    /**
     * A refusal waits for the end of a short body: answered in the middle of it, its connection cannot be relied on. (Undertow once read
     * nothing any more from one that was kept alive.)
     */
    private void take(byte[] buffer, int count) {
        try {
            sink.accept(buffer, count);
        } catch (ProblemException e) {
            refusal = e;
        }
    }

    private boolean isTooMuchToDrain() {
        return drained > DRAINED_BYTES || (length.isPresent() && left() > DRAINED_BYTES);
    }

    /**
     * What is there; negative when nothing is, and at the end. Containers report some broken bodies, such as half a chunk, by exceptions
     * of other kinds.
     */
    private int readIfReady(byte[] buffer) throws IOException {
        try {
            return in.isReady() ? in.read(buffer, 0, (int) Math.min(buffer.length, left())) : NOTHING_THERE;
        } catch (RuntimeException e) {
            throw new IOException("The body cannot be read on", e);
        }
    }

    /**
     * Without a length: Payara says "finished" when the last chunk has come, Undertow when it has been read, so it counts only
     * with nothing left to be read.
     */
    private boolean isWhole() throws IOException {
        return length.isPresent() ? left() == 0 : in.isFinished() && in.available() == 0;
    }

    private long left() {
        return length.orElse(Long.MAX_VALUE) - received;
    }

    @Override
    public void onAllDataRead() {
        boolean all;
        synchronized (this) {
            all = length.isEmpty() || left() == 0;
        }
        end(all ? Ending.COMPLETE : Ending.BROKEN);
    }

    @Override
    public void onError(Throwable cause) {
        end(Ending.BROKEN);
    }

    /** Whether nothing came for so long, or all of it takes so long. */
    boolean isStalled(long nowNanos, long silentNanos, long wholeNanos) {
        return nowNanos - lastNanos > silentNanos || nowNanos - startedNanos > wholeNanos;
    }

    /**
     * When this returns, the sink gets no more bytes, and {@code ended} has been told, whichever thread brought the end: a request that takes
     * over would else meet the one before it still on its way out.
     */
    void end(Ending ending) {
        isToEnd = true;
        synchronized (this) {
            if (isEnded) {
                return;
            }
            isEnded = true;
            boolean refused = refusal != null && ending.how() != Ending.How.SUPERSEDED;
            ended.accept(refused ? Ending.refused(refusal) : ending);
        }
    }

    /** By the header's text: what the JAX-RS runtimes offer ends at 2 GiB. */
    static OptionalLong lengthOf(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }
}
