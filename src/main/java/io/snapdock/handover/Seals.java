package io.snapdock.handover;

import io.snapdock.dock.DockState;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.ground.Pool;
import io.snapdock.ground.Ticker;
import io.snapdock.settings.Started;
import io.snapdock.upload.UploadService;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Seals docks: waits for photos that are on their way, without a thread, then lets none in. */
@ApplicationScoped
public class Seals {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int THREADS = 2;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private HandoverRows rows;

    @Inject
    private Docks docks;

    @Inject
    private UploadService uploads;

    @Inject
    private DockTurns turns;

    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private Pool pool;
    private Ticker looking;

    @PostConstruct
    void prepare() {
        pool = Pool.of("seals", THREADS, threads);
    }

    void start(@Observes Started started) {
        looking = Ticker.start("seals", LOOK_EVERY, threads, () -> waiting.forEach(this::hand));
    }

    @PreDestroy
    void stop() {
        if (looking != null) {
            looking.stop();
        }
        pool.stop();
    }

    /** One call that waits; one thread at a time looks after it. */
    private record Waiting(
            String dockId,
            SealRequest asked,
            boolean isOurs,
            long endNanos,
            AtomicBoolean isInHand,
            CompletableFuture<HandoverRows.Step> answer) {}

    /**
     * Seals a dock.
     *
     * @return what it comes to when no photo comes any more, or the version is another one; fails with a {@link io.snapdock.problem.ProblemException}
     * @throws io.snapdock.problem.ProblemException {@code dock-claimed}, {@code dock-unavailable}
     */
    CompletionStage<HandoverRows.Step> seal(String dockId, SealRequest asked) {
        boolean[] isOurs = {false};
        HandoverRows.Step step = turns.take(dockId, () -> {
            docks.keepTime(dockId);
            boolean isAwaited = waiting.stream().anyMatch(one -> one.dockId().equals(dockId));
            isOurs[0] = docks.known(dockId)
                    .filter(dock -> dock.state() == DockState.OPEN || (dock.isSettling() && !isAwaited))
                    .isPresent();
            return rows.seal(dockId, asked, !isAwaited);
        });
        if (!step.isAsked() || step.sealed().state() != DockState.SEALED) {
            return CompletableFuture.completedFuture(step);
        }
        var one = new Waiting(
                dockId,
                asked,
                isOurs[0],
                System.nanoTime() + asked.patience().toNanos(),
                new AtomicBoolean(),
                new CompletableFuture<>());
        waiting.add(one);
        look(one);
        return one.answer();
    }

    private void hand(Waiting one) {
        if (one.isInHand().compareAndSet(false, true)) {
            try {
                pool.execute(() -> {
                    look(one);
                    one.isInHand().set(false);
                });
            } catch (Throwable e) {
                end(one, null, e);
            }
        }
    }

    private void look(Waiting one) {
        try {
            boolean isOver = System.nanoTime() - one.endNanos() >= 0
                    || docks.known(one.dockId())
                            .map(dock -> !uploads.isComing(dock))
                            .orElse(true);
            if (isOver && !one.answer().isDone()) {
                HandoverRows.Step step = turns.take(
                        one.dockId(),
                        () -> rows.settle(one.dockId(), one.asked().version(), one.isOurs()));
                if (step.sealed().state() == DockState.SEALED) {
                    uploads.stopSending(one.dockId());
                }
                end(one, step, null);
            }
        } catch (Throwable e) {
            end(one, null, e);
        }
    }

    private void end(Waiting one, HandoverRows.Step step, Throwable thrown) {
        waiting.remove(one);
        if (thrown == null) {
            one.answer().complete(step);
        } else {
            one.answer().completeExceptionally(thrown);
        }
    }
}
