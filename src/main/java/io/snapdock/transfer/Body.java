package io.snapdock.transfer;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Reads one request's body as it comes, without a thread that waits for it, and ends exactly once.
 *
 * <p>The rule for the end of a body with a length is not the obvious one: on Payara {@code isReady()} behind the last byte begins to
 * read the connection's next request. So bytes are counted against {@code Content-Length}, and it is not asked again when all
 * are here.
 */
public final class Body implements ReadListener {

    /** Takes what has come; throws what the sender is to be told. */
    @FunctionalInterface
    public interface Sink {

        /** @param count how many bytes of the array count; it is used again afterwards */
        void accept(byte[] bytes, int count);
    }

    private static final Logger LOG = System.getLogger(Body.class.getName());

    private static final String TAKEN = Body.class.getName() + ".taken";

    private static final int NOTHING_THERE = -2;

    /** More would be waited for too long. */
    private static final int DRAINED_BYTES = 256 * 1024;

    private final ServletInputStream in;
    private final OptionalLong length;

    /** Null where no filter has made one. */
    private final HeldRequest request;

    /** The same when it waits for the end of this body; null when it does not. */
    private final HeldRequest held;

    private final Sink sink;
    private final Buffers buffers;
    private final Consumer<Ending> ended;
    private final long startedNanos = System.nanoTime();

    private long received;
    private volatile long lastNanos = startedNanos;
    private boolean isEnded;

    /** Whether a listener was set. */
    private boolean isStarted;

    /** Whether what comes is dropped, as it has ended before all of it came. */
    private boolean isDraining;

    /** Whether nothing of it will come any more, or be read. */
    private boolean isOver;

    private boolean isReleased;

    /** Whether the container will call, as it was told to or has said that nothing is there. */
    private boolean isCallOwed;

    /** Whether the stream is to be closed before the answer. */
    private boolean isToLetGo;

    /** What is done when the container has called; null when nothing is. */
    private Runnable afterCall;

    /** Seen between two buffers: who ends a body must not wait until a fast sender has nothing more. */
    private volatile boolean isToEnd;

    private ProblemException refusal;
    private long drained;

    /**
     * @param request whose body is unread
     * @param ended told once, under this body's monitor and on whatever thread brought the end: hands work over
     */
    public Body(HttpServletRequest request, Sink sink, Buffers buffers, Consumer<Ending> ended) throws IOException {
        take(request);
        this.in = request.getInputStream();
        this.length = lengthOf(request);
        this.request = HeldRequest.around(request);
        this.held = HeldRequest.of(request);
        this.sink = sink;
        this.buffers = buffers;
        this.ended = ended;
    }

    /** Begins to read, unless it has ended already. The request must be asynchronous by now. */
    public void start() {
        synchronized (this) {
            if (isEnded) {
                return;
            }
            isCallOwed = true;
            hold();
        }
        try {
            listen();
        } catch (Throwable e) {
            over();
            called();
            throw e;
        }
    }

    private void listen() {
        synchronized (this) {
            // Calls wait until it is known whether one is late. After them the request may be over, and cannot be
            // asked.
            in.setReadListener(this);
            if (isCallOwed) {
                seeWhetherACallIsLate();
            }
        }
        release();
    }

    /** To be called when the container has just promised a call. It has promised two when all is here already: one for the bytes, and one for the end. */
    private void seeWhetherACallIsLate() {
        if (request != null && in.isFinished()) {
            request.expectLateCall();
        }
    }

    /** It has ended before its start, and its request waits for what is still to come of it. */
    private void drain() {
        try {
            listen();
        } catch (RuntimeException e) {
            LOG.log(Level.TRACE, "A body cannot be read to its end", e);
            over();
        }
    }

    private void hold() {
        if (held != null && !isStarted) {
            held.hold();
        }
        isStarted = true;
    }

    private void over() {
        synchronized (this) {
            isOver = true;
        }
        release();
    }

    /** Not under the monitor: a completion takes the container's own locks. */
    private void release() {
        if (held == null || Thread.holdsLock(this)) {
            return;
        }
        synchronized (this) {
            if (!isStarted || !isOver || isReleased) {
                return;
            }
            isReleased = true;
        }
        held.release();
    }

    @Override
    public void onDataAvailable() {
        byte[] buffer = buffers.take();
        try {
            do {
                readWhatIsThere(buffer);
            } while (isToGoOn());
        } catch (IOException e) {
            end(Ending.BROKEN);
            over();
        } finally {
            buffers.giveBack(buffer);
            settle();
            release();
        }
    }

    private synchronized void readWhatIsThere(byte[] buffer) throws IOException {
        isCallOwed = false;
        while (isDraining ? !isWhole() : !isToEnd && !isRead()) {
            int count = readIfReady(buffer);
            if (count == NOTHING_THERE) {
                // The container will call again, for more or for the end. On Grizzly that call may be on its way to
                // another thread already. An end here would let it meet a request that is over, or the next one.
                isCallOwed = true;
                seeWhetherACallIsLate();
                return;
            }
            if (count < 0) {
                break;
            }
            received += count;
            lastNanos = System.nanoTime();
            if (refusal == null && !isDraining) {
                take(buffer, count);
            } else {
                drained += count;
            }
        }
        if (isDraining) {
            isOver = true;
        } else if (!isEnded && isRead()) {
            end(held == null || isWhole() ? Ending.COMPLETE : Ending.refused(refusal));
        }
    }

    /**
     * Whether there may be more to drop. The thread that reads for a sender does it, and not the one that has ended the body: a fast sender would hold that up.
     */
    private synchronized boolean isToGoOn() throws IOException {
        try {
            while (held != null && isToEnd && !isEnded) {
                // Whoever ends it waits for this monitor.
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The application stops", e);
        }
        return isDraining && !isOver && !isCallOwed;
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
        } catch (Throwable e) {
            // Of whatever kind. The container would tell nobody.
            refusal = new ProblemException(HttpProblem.INTERNAL, HttpProblem.INTERNAL.title(), e);
        }
    }

    private boolean isTooMuchToDrain() {
        return (held == null || !held.isShared())
                && (drained > DRAINED_BYTES || (length.isPresent() && left() > DRAINED_BYTES));
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
            if (hasUnread()) {
                // Neither whole nor broken: whoever ends it, or the call for these bytes, says what it is.
                return;
            }
            isCallOwed = false;
            all = length.isEmpty() || left() == 0;
        }
        end(all ? Ending.COMPLETE : Ending.BROKEN);
        settle();
        over();
    }

    /**
     * Whether bytes are here though the end has been told. They are left when somebody is about to end this body: Grizzly tells the end right after the bytes, maybe before that one has the monitor.
     * And Payara tells the end first when both come while it is asked for more: it hands a call for the bytes to another thread, and tells the end on this one as soon as that returns
     * ({@code InputBuffer.ReadHandlerImpl.processCallbacks} looks at the bytes inside of its lock, and at the end after it).
     */
    private boolean hasUnread() {
        try {
            return in.available() > 0;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.TRACE, "A body that is over already", e);
            return false;
        }
    }

    @Override
    public void onError(Throwable cause) {
        synchronized (this) {
            isCallOwed = false;
        }
        end(Ending.BROKEN);
        settle();
        over();
    }

    /**
     * Does something once the container owes no call any more, at once when it owes none: answers a request of which more may come. On Grizzly the
     * rest of a body that arrives in the moment of the answer is taken for a request of its own, with the head of this one: it is run once more, and
     * both have the same objects. ({@code HttpServerFilter.handleRead} looks for the request that a piece belongs to, and
     * {@code afterService} has just taken it out.) Nothing can arrive so when no call is owed. A {@link HeldRequest} is not over with its answer.
     */
    public void whenCalled(Runnable answer) {
        synchronized (this) {
            if (isCallOwed && held == null) {
                afterCall = answer;
                return;
            }
        }
        answer.run();
    }

    /** Goes on as if the container had called: nothing has come for a while, so nothing is likely to come in this moment. */
    void called() {
        synchronized (this) {
            isCallOwed = false;
        }
        settle();
    }

    private void settle() {
        Runnable answer;
        synchronized (this) {
            if (isCallOwed) {
                return;
            }
            if (isToLetGo) {
                isToLetGo = false;
                letGo(in);
            }
            answer = afterCall;
            afterCall = null;
        }
        if (answer != null) {
            answer.run();
        }
    }

    /** Whether nothing came for so long, or all of it takes so long. */
    public boolean isStalled(long nowNanos, long silentNanos, long wholeNanos) {
        return nowNanos - lastNanos > silentNanos || nowNanos - startedNanos > wholeNanos;
    }

    /**
     * When this returns, the sink gets no more bytes, and {@code ended} has been told, whichever thread brought the end: a request that takes
     * over would else meet the one before it still on its way out.
     */
    public void end(Ending ending) {
        isToEnd = true;
        boolean isUnread;
        synchronized (this) {
            if (isEnded) {
                return;
            }
            isEnded = true;
            boolean mayComeOn = ending.how() != Ending.How.COMPLETE && ending.how() != Ending.How.BROKEN;
            boolean isGivenUp = held != null && held.isShared() && ending.how() == Ending.How.STALLED;
            isToLetGo = mayComeOn && held == null;
            isDraining = mayComeOn && held != null && !isGivenUp;
            if (isGivenUp) {
                // Nothing is on its way that could end the connection; and nobody else ever ends it.
                letGo(in);
            }
            isOver = !isDraining;
            isUnread = isDraining && !isStarted;
            if (isUnread) {
                // Before anybody is told: the answer may complete the request at once.
                hold();
            }
            notifyAll();
            settle();
            boolean refused = refusal != null && ending.how() != Ending.How.SUPERSEDED;
            ended.accept(refused ? Ending.refused(refusal) : ending);
        }
        if (isUnread) {
            drain();
        }
        release();
    }

    /** Whether it has ended and what still comes of it is dropped. */
    public synchronized boolean isDraining() {
        return isDraining && !isOver;
    }

    /** Drops no more of a body that has ended. It has to be done where its request shares a connection: others may keep that open for ever. */
    public void giveUp() {
        synchronized (this) {
            if (!isEnded || !isDraining || isOver || !held.isShared()) {
                return;
            }
            letGo(in);
            isOver = true;
        }
        release();
    }

    /** Whether it has ended, by whomever. */
    public synchronized boolean isEnded() {
        return isEnded;
    }

    /** By the header's text: what the JAX-RS runtimes offer ends at 2 GiB. */
    public static OptionalLong lengthOf(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** Says that somebody reads a request's body, or will: {@link UnreadBodies} leaves it alone then. */
    public static void take(HttpServletRequest request) {
        mark(request, true);
    }

    /** Takes {@link #take} back, of a request whose reader was refused before it has begun. */
    public static void giveBack(HttpServletRequest request) {
        mark(request, false);
    }

    private static void mark(HttpServletRequest request, boolean taken) {
        if (request.getAttribute(TAKEN) instanceof AtomicBoolean mark) {
            mark.set(taken);
        }
    }

    /**
     * Whether a request's body is taken, for the one who passes the request on. The mark is kept apart from the request: once that is answered, by
     * whatever thread, a server may use the same object for the next one, so nothing may be asked of it any more.
     */
    static AtomicBoolean marked(HttpServletRequest request) {
        var mark = new AtomicBoolean();
        request.setAttribute(TAKEN, mark);
        return mark;
    }

    /** Whether a request has no body for sure. */
    public static boolean isAbsent(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        boolean mayHaveChunks = request.getHeader("Transfer-Encoding") != null
                || !request.getProtocol().startsWith("HTTP/1");
        return length == 0 || (length < 0 && !mayHaveChunks);
    }

    /**
     * Says that nobody will read a request's body, of which more may come. To be called before the request is answered, when none reads it.
     */
    public static void letGo(HttpServletRequest request) {
        try {
            letGo(request.getInputStream());
        } catch (IOException | RuntimeException e) {
            // Read by another way, or gone.
            LOG.log(Level.TRACE, "No body to let go of", e);
        }
    }

    /**
     * Closes a body of which more may come, so that nobody waits for it. Undertow reads a body to its end before it ends a request, with a thread that waits;
     * one that is marked as interrupted takes what is there and waits for nothing. What is closed is not read again.
     */
    private static void letGo(InputStream body) {
        boolean interrupted = Thread.interrupted();
        Thread.currentThread().interrupt();
        try {
            body.close();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.TRACE, "A body was let go of", e);
        } finally {
            boolean marked = Thread.interrupted();
            LOG.log(Level.TRACE, "Still marked: {0}", marked);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
