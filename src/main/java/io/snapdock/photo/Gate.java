package io.snapdock.photo;

import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks the host app, and whoever else observes {@link PhotoReceived}, whether an arrived photo may become one of the dock's.
 * Without observers the answer is there at once.
 */
@ApplicationScoped
public class Gate {

    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final long IDLE_SECONDS = 30;

    @Inject
    private Event<PhotoReceived> events;

    @Inject
    private Settings.Photos settings;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Resource
    private ManagedThreadFactory threadFactory;

    private ThreadPoolExecutor threads;
    private NotificationOptions elsewhere;

    /** Threads of our own for asynchronous observers: the server's pool may be one thread, and busy with a thumbnail. */
    @PostConstruct
    void start() {
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threadFactory);
        threads.allowCoreThreadTimeOut(true);
        elsewhere = NotificationOptions.ofExecutor(threads);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /**
     * Asks, on the caller's thread as far as observers are synchronous, and without holding a thread for all else.
     *
     * @return completes when the photo may pass. Exceptionally with a {@link ProblemException}: {@code photo-refused} with the
     *     observer's reason, or {@code photo-check-failed}. On any thread, the server's timers among them: go on with an executor
     */
    CompletionStage<Void> ask(PhotoReceived.Arrival arrival) {
        PhotoReceived event = new PhotoReceived(arrival);
        ScheduledFuture<?>[] timer = new ScheduledFuture<?>[1];
        CompletionStage<Void> answer = GateRound.ask(
                event,
                events::fire,
                asked -> events.fireAsync(asked, elsewhere),
                end -> timer[0] =
                        scheduler.schedule(end, settings.checkTimeout().toMillis(), TimeUnit.MILLISECONDS));
        if (timer[0] != null) {
            answer.whenComplete((passed, refused) -> timer[0].cancel(false));
        }
        return answer;
    }
}
