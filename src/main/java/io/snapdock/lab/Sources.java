package io.snapdock.lab;

import io.snapdock.topic.TopicEvent;
import io.snapdock.topic.TopicPublisher;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Two sources that publish on one topic at their own pace, so that their events interleave. They stop by themselves. */
@ApplicationScoped
public class Sources {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    private TopicPublisher publisher;

    @Inject
    private Clock clock;

    private final List<ScheduledFuture<?>> running = new ArrayList<>();

    /**
     * A source's event.
     *
     * @param sentAt by the server's clock, in milliseconds since 1970
     */
    public record Tick(String source, long number, long sentAt) {}

    /** Starts them, or starts their time anew. */
    synchronized void start() {
        stop();
        every(2, "two-seconds");
        every(5, "five-seconds");
        running.add(scheduler.schedule(this::stop, LONGEST_RUN.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void every(int seconds, String source) {
        var number = new AtomicLong();
        Runnable tick = () -> publisher.publish(
                TopicEvent.named(Lab.MAIN, source, new Tick(source, number.incrementAndGet(), clock.millis())));
        running.add(scheduler.scheduleAtFixedRate(tick, 0, seconds, TimeUnit.SECONDS));
    }

    @PreDestroy
    synchronized void stop() {
        running.forEach(source -> source.cancel(false));
        running.clear();
    }

    synchronized boolean isRunning() {
        return !running.isEmpty();
    }
}
