package io.snapdock.transfer;

import io.snapdock.ground.Counts;
import io.snapdock.ground.FairPool;
import io.snapdock.ground.Pool;
import io.snapdock.ground.Ticker;
import io.snapdock.problem.ProblemException;
import io.snapdock.problem.ProblemKind;
import io.snapdock.settings.Started;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * All that is on its way at this moment: who has how many, which of them stand still, and the threads for what comes before and after, as the container's
 * own must wait for nothing.
 */
@ApplicationScoped
public class Transfers {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** What is left of a body comes within a round trip or two, or its connection leads to nobody. */
    private static final long CALL_NANOS = Duration.ofMillis(500).toNanos();

    /** A thread that has been told to run runs by then, on a server that is short of processors too. */
    private static final Duration LATE_CALL = Duration.ofMillis(100);

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Most of the time they wait for the database. */
    private static final int THREADS = 16;

    /** More than a dock has photos at most by default, ten times over; each is a request that is still open. */
    private static final int WAITING_OF_ONE_OWNER = 1_000;

    @Resource
    private ManagedThreadFactory threads;

    private final Counts counts = new Counts();

    private final Set<Timed> running = ConcurrentHashMap.newKeySet();

    @Inject
    private Buffers buffers;

    private Ticker looking;
    private Pool pool;
    private FairPool inTurn;
    private ScheduledThreadPoolExecutor later;

    /** Something that is ended when it stands still. */
    interface Timed {

        void look(long nowNanos);
    }

    @PostConstruct
    void prepare() {
        pool = Pool.of("transfers", THREADS, threads);
        inTurn = new FairPool(pool, WAITING_OF_ONE_OWNER);
        later = new ScheduledThreadPoolExecutor(1, threads);
        later.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
        later.allowCoreThreadTimeOut(true);
    }

    void start(@Observes Started started) {
        looking = Ticker.start("transfers", LOOK_EVERY, threads, () -> {
            long now = System.nanoTime();
            running.forEach(one -> one.look(now));
        });
    }

    @PreDestroy
    void stop() {
        if (looking != null) {
            looking.stop();
        }
        later.shutdown();
        pool.stop();
    }

    /**
     * Counts one in for all of its owners, or for none.
     *
     * @return counts it out again; what comes after the first run does nothing
     * @throws ProblemException {@code refusal}, when one of them has so many already
     */
    public Runnable enter(ProblemKind refusal, List<Share> shares) {
        for (int i = 0; i < shares.size(); i++) {
            if (!counts.enter(shares.get(i).owner(), shares.get(i).most())) {
                leave(shares.subList(0, i));
                throw new ProblemException(refusal);
            }
        }
        var left = new AtomicBoolean();
        return () -> {
            // An end that two threads bring at once must not give back what is somebody else's.
            if (left.compareAndSet(false, true)) {
                leave(shares);
            }
        };
    }

    private void leave(List<Share> shares) {
        shares.forEach(share -> counts.leave(share.owner()));
    }

    void watch(Timed one) {
        running.add(one);
    }

    void forget(Timed one) {
        running.remove(one);
    }

    /**
     * Does something that may wait, off the container's threads. What one owner asks for is done one after another, so that it delays nobody else's.
     *
     * @throws ProblemException {@code too-many-bodies}, when too much of this owner waits
     */
    public void inTurn(String owner, Runnable work) {
        try {
            inTurn.execute(owner, work);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(TransferProblem.TOO_MANY_BODIES, TransferProblem.TOO_MANY_BODIES.title(), e);
        }
    }

    /**
     * {@link #inTurn} for a request that has its body still to come.
     *
     * @param request asynchronous by now; handed on so that it can be used outside of its own thread
     * @param answer resumed with the problem when {@code work} throws
     */
    public void answerInTurn(
            String owner, HttpServletRequest request, AsyncResponse answer, Consumer<HttpServletRequest> work) {
        // What JAX-RS injects knows its request by the thread.
        var detached = (HttpServletRequest) request.getAsyncContext().getRequest();
        // Not afterwards: by then the request may be answered, and the object another one.
        Body.take(detached);
        try {
            answerInNextTurn(owner, detached, answer, () -> work.accept(detached));
        } catch (Throwable e) {
            Body.giveBack(detached);
            throw e;
        }
    }

    /**
     * Goes on in another owner's turn with what {@link #answerInTurn} began.
     *
     * @param detached as it was handed on
     * @throws ProblemException {@code too-many-bodies}, when too much of this owner waits
     */
    public void answerInNextTurn(String owner, HttpServletRequest detached, AsyncResponse answer, Runnable work) {
        inTurn(owner, () -> {
            try {
                work.run();
            } catch (Throwable e) {
                leaveUnread(detached);
                answer.resume(Answers.problem(e));
            }
        });
    }

    /** To be called before a request is answered whose body nobody has read: lets go of it, or reads that of a {@link HeldRequest} to its end. */
    public void leaveUnread(HttpServletRequest request) {
        if (HeldRequest.of(request) == null) {
            Body.letGo(request);
        } else {
            Drain.begin(request, buffers, this);
        }
    }

    /** Does something that takes no time, when no call of a container's can be on its way any more; see {@link HeldRequest#expectLateCall}. */
    void afterLateCalls(Runnable what) {
        Future<?> unused = later.schedule(what, LATE_CALL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does something that may wait, off the container's threads. */
    void execute(Runnable work) {
        pool.execute(work);
    }

    /**
     * Answers a request whose body has ended before its sender had sent all of it, off the container's threads: as soon as that is safe, by
     * {@link Body#whenCalled}, after a second and a half at the latest if one of these threads is free.
     */
    public void answerWhenCalled(Body body, Runnable answer) {
        long sinceNanos = System.nanoTime();
        Timed waiting = now -> {
            if (now - sinceNanos > CALL_NANOS) {
                execute(body::called);
            }
        };
        watch(waiting);
        body.whenCalled(() -> {
            forget(waiting);
            try {
                execute(answer);
            } catch (RejectedExecutionException e) {
                // The application stops, and its requests end with it.
                answer.run();
            }
        });
    }
}
