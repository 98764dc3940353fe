package io.snapdock.ground;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A clock of one's own: does a thing again and again, on a thread that nothing else uses. So whatever holds one clock holds no other.
 *
 * <p>A tick that throws is logged, and the next one comes: a clock that stops in silence would be found out by users. A tick that takes long delays the
 * next one, and none is made up for.
 */
public final class Ticker {

    private static final Logger LOG = System.getLogger(Ticker.class.getName());

    /** Of this application: its class loader has its own. */
    private static final Set<Ticker> RUNNING = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Duration period;
    private final Runnable tick;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** No tick runs any more. */
    private final CountDownLatch ended = new CountDownLatch(1);

    private boolean failing;

    private Ticker(String name, Duration period, Runnable tick) {
        this.name = name;
        this.period = period;
        this.tick = tick;
    }

    /**
     * Begins; the first tick comes after one period.
     *
     * @param name of the thread, and what the log calls it
     * @param period from the end of a tick to the beginning of the next
     * @param threads makes the one thread that is needed
     */
    public static Ticker start(String name, Duration period, ThreadFactory threads, Runnable tick) {
        var ticker = new Ticker(name, period, tick);
        RUNNING.add(ticker);
        Thread thread = threads.newThread(ticker::run);
        thread.setName("snapdock-" + name);
        thread.setDaemon(true);
        thread.start();
        return ticker;
    }

    /**
     * Does a tick's work for each of several, whatever one of them throws: one that fails every time would else hold up all after it for good.
     *
     * @throws RuntimeException the last failure, or a new one around it, after all had their turn: for the clock to log
     */
    public static <T> void forEach(Collection<T> all, Consumer<T> work) {
        Throwable failure = null;
        for (T one : all) {
            try {
                work.accept(one);
            } catch (Throwable e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure instanceof RuntimeException usual
                    ? usual
                    : new IllegalStateException("One of several failed", failure);
        }
    }

    private void run() {
        try {
            while (!stopped.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
                tickOnce();
            }
        } catch (InterruptedException e) {
            // Only a container that stops does this to its threads.
            Thread.currentThread().interrupt();
        } finally {
            RUNNING.remove(this);
            ended.countDown();
        }
    }

    private void tickOnce() {
        try {
            tick.run();
            failing = false;
        } catch (Throwable e) {
            // Whatever it is: transactions throw checked exceptions that no method declares, and a clock that died of
            // one would never beat again.
            // Once for a row of failures: a database that is away for an hour would else fill the log.
            LOG.log(
                    failing || stopped.getCount() == 0 ? Level.DEBUG : Level.WARNING,
                    "The clock " + name + " failed",
                    e);
            failing = true;
        }
    }

    /** No tick begins any more; one that runs goes on. For a clock that is needed no more while the application runs, by its own tick too. */
    public void halt() {
        stopped.countDown();
    }

    /**
     * For the end of the application: no tick begins any more. One that runs is waited for, for a while: in the middle of a transaction it would lose the database and the transaction manager, which go with the application.
     * It is not interrupted: an interrupt would close the embedded database's file under it. Not to be called by a tick.
     */
    public void stop() {
        halt();
        try {
            if (!ended.await(Pool.ENDING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.log(Level.INFO, "The clock {0} is still running while the application stops", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The same for all at once, before the application's beans go: in which order these go nobody knows, and a tick whose entity manager was gone before it failed
     * with a trace in the log.
     */
    public static void stopAll() {
        RUNNING.forEach(Ticker::halt);
        RUNNING.forEach(Ticker::stop);
    }
}
