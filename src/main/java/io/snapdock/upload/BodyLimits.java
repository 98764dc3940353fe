package io.snapdock.upload;

import io.snapdock.dock.http.Access;
import io.snapdock.ground.Counts;
import io.snapdock.ground.Ticker;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.settings.Started;
import io.snapdock.transfer.Body;
import io.snapdock.transfer.Ending;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The bodies that are being read: lets no more in than there may be, and ends those that do not come on. */
@ApplicationScoped
public class BodyLimits {

    private static final Duration EVERY = Duration.ofSeconds(1);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Settings.Uploads settings;

    /** How many there are for each phone, each dock, and in all. */
    private final Counts counts = new Counts();

    private final Map<Body, Boolean> reading = new ConcurrentHashMap<>();

    private Ticker looking;

    void start(@Observes Started started) {
        looking = Ticker.start("stalled-uploads", EVERY, threads, this::endStalled);
    }

    @PreDestroy
    void stop() {
        if (looking != null) {
            looking.stop();
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
        if (!counts.enter(phone, settings.maxParallelPerPhone())) {
            throw new ProblemException(UploadProblem.TOO_MANY_UPLOADS);
        }
        if (!counts.enter(dock, settings.maxParallelPerDock())) {
            counts.leave(phone);
            throw new ProblemException(UploadProblem.TOO_MANY_UPLOADS);
        }
        if (!counts.enter("", settings.maxParallel())) {
            counts.leave(phone);
            counts.leave(dock);
            throw new ProblemException(UploadProblem.TOO_MANY_UPLOADS);
        }
    }

    void leave(Access.Member sender) {
        String dock = "dock/" + sender.dock().id();
        counts.leave(dock + "/" + sender.phoneId().orElse("owner"));
        counts.leave(dock);
        counts.leave("");
    }

    void watch(Body body) {
        reading.put(body, true);
    }

    void forget(Body body) {
        reading.remove(body);
    }

    private void endStalled() {
        long now = System.nanoTime();
        long silent = settings.idle().toNanos();
        long whole = settings.maxTime().toNanos();
        for (Body body : reading.keySet()) {
            if (body.isStalled(now, silent, whole)) {
                body.end(Ending.STALLED);
            }
        }
    }
}
