package io.snapdock.gate;

import io.snapdock.ground.Pool;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks the host app, and whoever else observes {@link PhotoCheck}, whether an arrived photo may become one of the dock's, and
 * whether its preview may be shown. Without observers the answer is there at once.
 */
@ApplicationScoped
public class Gate {

    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    @Inject
    private Event<PhotoCheck> events;

    @Inject
    private Settings.Photos settings;

    @Resource
    private ManagedThreadFactory threadFactory;

    private Pool pool;
    private NotificationOptions elsewhere;

    /** Threads of our own for asynchronous observers: the server's pool may be one thread, and busy with a thumbnail. */
    @PostConstruct
    void start() {
        pool = Pool.of("gate", THREADS, threadFactory);
        elsewhere = NotificationOptions.ofExecutor(pool);
    }

    @PreDestroy
    void stop() {
        pool.stop();
    }

    /**
     * Asks, on the caller's thread as far as observers are synchronous, and without holding a thread for all else.
     *
     * @return completes when the photo may pass. Exceptionally with a {@link ProblemException}: {@code photo-refused} with the
     *     observer's reason, or {@code photo-check-failed}. On any thread
     */
    CompletionStage<Void> ask(PhotoCheck.Arrival arrival) {
        PhotoCheck event = new PhotoCheck(arrival);
        var timer = new CompletableFuture<Void>();
        CompletionStage<Void> answer = GateRound.ask(
                event, events::fire, asked -> events.fireAsync(asked, elsewhere), end -> endInTime(timer, end));
        // A timer that is cancelled calls nobody, and keeps no photo in memory.
        return answer.whenComplete((passed, refused) -> timer.cancel(false));
    }

    /**
     * Asks, and goes on when it may pass: here when the answer is there at once, as it is without a check that takes its time.
     *
     * @param elsewhere where it goes on otherwise, after a refusal too: what follows may wait, and the thread of whoever has answered is not ours to hold
     * @return what the work makes; fails as {@link #ask}, and as the work does
     */
    public <T> CompletionStage<T> pass(PhotoCheck.Arrival arrival, Executor elsewhere, Supplier<T> work) {
        CompletableFuture<Void> answer = ask(arrival).toCompletableFuture();
        CompletableFuture<Void> here =
                answer.isDone() ? answer : answer.whenCompleteAsync((passed, refused) -> {}, elsewhere);
        return here.thenApply(passed -> work.get());
    }

    private void endInTime(CompletableFuture<Void> timer, Runnable end) {
        CompletableFuture<Void> ended = timer.completeOnTimeout(
                        null, settings.checkTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenRunAsync(end, pool);
        ended.exceptionally(cancelled -> null);
    }
}
