package io.snapdock.lab;

import io.snapdock.ground.Counts;
import io.snapdock.ground.Ticker;
import io.snapdock.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Work in steps with pauses between them, all on one thread of the lab's own, which is there while something runs. The lab is open to everyone, so only so much runs at a time, and
 * less of one address.
 */
@ApplicationScoped
public class Runs {

    private static final int MOST = 20;
    private static final int MOST_OF_ADDRESS = 4;

    /** Jobs and checks take some seconds. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** How exactly pauses are kept. */
    private static final Duration TICK = Duration.ofMillis(20);

    @Resource
    private ManagedThreadFactory threads;

    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final Counts byAddress = new Counts();
    private Ticker ticker;

    /**
     * Takes the first step after one pause, and the others after it.
     *
     * @param address who wants it
     * @param step is told its number, from 1 on
     * @throws ProblemException {@code lab-busy}
     */
    synchronized void run(String address, int steps, Duration pause, IntConsumer step) {
        if (running.size() >= MOST || !byAddress.enter(address, MOST_OF_ADDRESS)) {
            throw new ProblemException(LabProblem.LAB_BUSY)
                    .with(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
        }
        add(new Run(steps, System.nanoTime() + pause.toNanos(), pause, step, () -> byAddress.leave(address)));
    }

    /** Takes the first step at once. Counted with nobody: whoever calls this sees to it that there are few. */
    synchronized Run runAtOnce(int steps, Duration pause, IntConsumer step) {
        var run = new Run(steps, System.nanoTime(), pause, step, () -> {});
        add(run);
        return run;
    }

    boolean isRunning(Run run) {
        return running.contains(run);
    }

    private void add(Run run) {
        running.add(run);
        if (ticker == null) {
            ticker = Ticker.start("lab", TICK, threads, this::tick);
        }
    }

    private void tick() {
        long nanos = System.nanoTime();
        for (Run run : running) {
            if (nanos - run.nextNanos.get() >= 0 && !run.stepped()) {
                end(run);
            }
        }
    }

    synchronized void end(Run run) {
        if (running.remove(run)) {
            run.ended.run();
        }
        if (running.isEmpty() && ticker != null) {
            ticker.halt();
            ticker = null;
        }
    }

    @PreDestroy
    void stop() {
        running.forEach(this::end);
    }

    /** Something that runs. */
    static final class Run {
        private final int steps;
        private final long pauseNanos;
        private final IntConsumer step;
        private final Runnable ended;
        private int taken;
        private final AtomicLong nextNanos;

        Run(int steps, long nextNanos, Duration pause, IntConsumer step, Runnable ended) {
            this.steps = steps;
            this.nextNanos = new AtomicLong(nextNanos);
            this.pauseNanos = pause.toNanos();
            this.step = step;
            this.ended = ended;
        }

        /** Whether there are more; one that fails has no more. */
        boolean stepped() {
            boolean more = false;
            try {
                taken++;
                step.accept(taken);
                nextNanos.addAndGet(pauseNanos);
                more = taken < steps;
            } catch (Throwable e) {
                System.getLogger(Runs.class.getName()).log(System.Logger.Level.WARNING, "A run of the lab failed", e);
            }
            return more;
        }
    }
}
