package io.snapdock.ground;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Lets owners take turns in a pool: of each, one task runs at a time, in the order in which they came, and the next one goes to the end of the pool's queue. So
 * a storm of one owner's tasks waits for itself, and delays a task of another owner by one of its own at most.
 */
public final class FairPool {

    private final Executor pool;
    private final int mostWaiting;

    /** What waits, by owner; there as long as a task of that owner is with the pool. */
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

    /** @param mostWaiting tasks of one owner that wait; more are refused */
    public FairPool(Executor pool, int mostWaiting) {
        this.pool = pool;
        this.mostWaiting = mostWaiting;
    }

    /** @throws RejectedExecutionException when too many of this owner wait, or the pool takes no more */
    public void execute(String owner, Runnable work) {
        synchronized (this) {
            Queue<Runnable> queue = waiting.get(owner);
            if (queue != null) {
                if (queue.size() >= mostWaiting) {
                    throw new RejectedExecutionException("Too much waits for " + owner);
                }
                queue.add(work);
                return;
            }
            waiting.put(owner, new ArrayDeque<>());
        }
        handOver(owner, work);
    }

    private void handOver(String owner, Runnable work) {
        try {
            pool.execute(() -> run(owner, work));
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                waiting.remove(owner);
            }
            throw e;
        }
    }

    private void goOn(String owner, Runnable next) {
        try {
            handOver(owner, next);
        } catch (RejectedExecutionException e) {
            // The application stops: what waits is dropped, as in the pool.
            System.getLogger(FairPool.class.getName()).log(Level.TRACE, "Not run", e);
        }
    }

    private void run(String owner, Runnable work) {
        try {
            work.run();
        } finally {
            Runnable next;
            synchronized (this) {
                next = waiting.get(owner).poll();
                if (next == null) {
                    waiting.remove(owner);
                }
            }
            if (next != null) {
                goOn(owner, next);
            }
        }
    }
}
