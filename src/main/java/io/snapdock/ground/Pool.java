package io.snapdock.ground;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads of a feature's own, for work that may wait. They go when there is nothing to do. */
public final class Pool implements Executor {

    private static final Logger LOG = System.getLogger(Pool.class.getName());

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** So long a stop waits for what runs; servers wait longer for a deployment to go. */
    static final Duration ENDING = Duration.ofSeconds(5);

    private final String name;
    private final ThreadPoolExecutor executor;

    private Pool(String name, int most, int mostWaiting, ThreadFactory threads) {
        this.name = name;
        this.executor = new ThreadPoolExecutor(
                most,
                most,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(mostWaiting),
                work -> named(threads.newThread(work)));
        executor.allowCoreThreadTimeOut(true);
    }

    private Thread named(Thread thread) {
        thread.setName("snapdock-" + name + "-" + thread.getId());
        return thread;
    }

    /**
     * A pool whose queue has no bound of its own: what waits must be bounded by the caller.
     *
     * @param name of its threads
     * @param most threads at a time
     */
    public static Pool of(String name, int most, ThreadFactory threads) {
        return new Pool(name, most, Integer.MAX_VALUE, threads);
    }

    /** @param mostWaiting tasks that wait for a thread; more are refused */
    public static Pool bounded(String name, int most, int mostWaiting, ThreadFactory threads) {
        return new Pool(name, most, mostWaiting, threads);
    }

    /** @throws RejectedExecutionException when the application stops, or too much waits */
    @Override
    public void execute(Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                // Work should see to its own end. What nobody expected is said once, and costs no thread.
                LOG.log(Level.ERROR, "Work of the pool " + name + " failed", e);
            }
        });
    }

    /**
     * What waits is dropped, what runs is waited for, for a while. Nothing is interrupted: an interrupt would close the embedded database's file.
     */
    public void stop() {
        executor.getQueue().clear();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.log(Level.INFO, "Work of the pool {0} is still running while the application stops", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
