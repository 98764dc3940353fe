package io.snapdock.upload;

import io.snapdock.dock.http.Access;
import io.snapdock.ground.Ticker;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.settings.Started;
import io.snapdock.transfer.Body;
import io.snapdock.transfer.Ending;
import io.snapdock.transfer.Share;
import io.snapdock.transfer.Transfers;
import io.snapdock.web.ClientAddress;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
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

    @Inject
    private Transfers transfers;

    @Inject
    private ClientAddress addresses;

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
     * Counts a body in, for its phone, its dock, its address and in all.
     *
     * @return counts it out again; to be run once
     * @throws ProblemException {@code too-many-uploads}
     */
    Runnable enter(Access.Member sender, HttpServletRequest request) {
        String dock = "dock/" + sender.dock().id();
        String phone = "dock/" + sender.counted();
        return transfers.enter(
                UploadProblem.TOO_MANY_UPLOADS,
                List.of(
                        new Share(phone, settings.maxParallelPerPhone()),
                        new Share(dock, settings.maxParallelPerDock()),
                        new Share("uploads/" + addresses.of(request), settings.maxParallelPerAddress()),
                        new Share("uploads", settings.maxParallel())));
    }

    /**
     * Counts a preview in that waits at the gate, beside the bodies: a check that takes its time keeps no photo from being sent.
     *
     * @return counts it out again; to be run once
     * @throws ProblemException {@code too-many-uploads}
     */
    Runnable enterGate(Access.Member sender) {
        return transfers.enter(
                UploadProblem.TOO_MANY_UPLOADS,
                List.of(
                        new Share("gate/" + sender.counted(), settings.maxParallelPerPhone()),
                        new Share("gate/" + sender.dock().id(), settings.maxParallelPerDock()),
                        new Share("gate", settings.maxParallel())));
    }

    void watch(Body body) {
        reading.put(body, true);
    }

    /** It has ended; the clocks go on for one whose rest is dropped. */
    void ended(Body body) {
        if (!body.isDraining()) {
            reading.remove(body);
        }
    }

    private void endStalled() {
        long now = System.nanoTime();
        long silent = settings.idle().toNanos();
        long whole = settings.maxTime().toNanos();
        for (Body body : reading.keySet()) {
            if (body.isStalled(now, silent, whole)) {
                body.end(Ending.STALLED);
                body.giveUp();
            }
            if (body.isEnded()) {
                ended(body);
            }
        }
    }
}
