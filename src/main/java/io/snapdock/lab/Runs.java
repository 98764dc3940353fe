package io.snapdock.lab;

import io.snapdock.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Work in steps with pauses between them, on no thread of its own. The lab is open to everyone, so only so many run at a time. */
@ApplicationScoped
public class Runs {

    private static final int MOST = 20;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final Set<Run> running = new HashSet<>();

    /**
     * Takes the first step after one pause, and the others behind it.
     *
     * @param step is told its number, from 1 on
     * @throws ProblemException {@code lab-busy}
     */
    synchronized void run(int steps, Duration pause, IntConsumer step) {
        if (running.size() >= MOST) {
            throw new ProblemException(LabProblem.LAB_BUSY);
        }
        var run = new Run(steps, step);
        running.add(run);
        run.timer = scheduler.scheduleAtFixedRate(run, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void end(Run run) {
        running.remove(run);
        run.timer.cancel(false);
    }

    @PreDestroy
    synchronized void stop() {
        running.forEach(run -> run.timer.cancel(false));
        running.clear();
    }

    private final class Run implements Runnable {
        private final int steps;
        private final IntConsumer step;
        private int taken;
        private ScheduledFuture<?> timer;

        Run(int steps, IntConsumer step) {
            this.steps = steps;
            this.step = step;
        }

        @Override
        public void run() {
            boolean more = false;
            try {
                taken++;
                step.accept(taken);
                more = taken < steps;
            } finally {
                if (!more) {
                    end(this);
                }
            }
        }
    }
}
