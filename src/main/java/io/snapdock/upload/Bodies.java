package io.snapdock.upload;

import io.snapdock.dock.Access;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.settings.Started;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The bodies that are being read: lets no more in than there may be, and ends those that do not come on. */
@ApplicationScoped
public class Bodies {

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    private Settings.Uploads settings;

    /** How many there are for each phone, each dock, and in all. */
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    private final Map<Body, Boolean> reading = new ConcurrentHashMap<>();

    private ScheduledFuture<?> looking;

    void start(@Observes Started started) {
        looking = scheduler.scheduleWithFixedDelay(this::endStalled, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (looking != null) {
            looking.cancel(false);
        }
    }

    /**
     * Counts a body in; {@link #leave} counts it out again.
     *
     * @throws ProblemException {@code too-many-uploads}
     */
    void enter(Access.Member sender) {
        String dock = "dock/" + sender.dock().id();
        String phone = dock + "/" + sender.phoneId().orElse("owner");
        if (!countIn(phone, settings.maxParallelPerPhone())) {
            throw new ProblemException(UploadProblem.TOO_MANY_UPLOADS);
        }
        if (!countIn(dock, settings.maxParallelPerDock())) {
            countOut(phone);
            throw new ProblemException(UploadProblem.TOO_MANY_UPLOADS);
        }
        if (!countIn("", settings.maxParallel())) {
            countOut(phone);
            countOut(dock);
            throw new ProblemException(UploadProblem.TOO_MANY_UPLOADS);
        }
    }

    void leave(Access.Member sender) {
        String dock = "dock/" + sender.dock().id();
        countOut(dock + "/" + sender.phoneId().orElse("owner"));
        countOut(dock);
        countOut("");
    }

    private boolean countIn(String whose, int most) {
        boolean[] fits = {false};
        counts.compute(whose, (any, count) -> {
            int now = count == null ? 0 : count;
            fits[0] = now < most;
            return fits[0] ? Integer.valueOf(now + 1) : count;
        });
        return fits[0];
    }

    private void countOut(String whose) {
        counts.computeIfPresent(whose, (any, count) -> count == 1 ? null : count - 1);
    }

    void watch(Body body) {
        reading.put(body, true);
    }

    void forget(Body body) {
        reading.remove(body);
    }

    private void endStalled() {
        try {
            long now = System.nanoTime();
            long silent = settings.idle().toNanos();
            long whole = settings.maxTime().toNanos();
            for (Body body : reading.keySet()) {
                if (body.isStalled(now, silent, whole)) {
                    body.end(Ending.STALLED);
                }
            }
        } catch (RuntimeException e) {
            // An exception would end the schedule for good.
            System.getLogger(Bodies.class.getName()).log(Level.WARNING, "Stalled uploads could not be ended", e);
        }
    }
}
