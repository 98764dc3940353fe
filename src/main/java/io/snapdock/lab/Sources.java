package io.snapdock.lab;

import io.snapdock.own.Own;
import io.snapdock.topic.TopicEvent;
import io.snapdock.topic.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two sources that publish on one topic at their own pace, so that their events interleave. There are no more than these, and they stop by themselves. */
@ApplicationScoped
public class Sources {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);

    @Inject
    private Runs runs;

    @Inject
    private TopicPublisher publisher;

    @Inject
    @Own
    private Clock clock;

    private final List<Runs.Run> running = new ArrayList<>();

    /**
     * A source's event.
     *
     * @param sentAt by the server's clock, in milliseconds since 1970
     */
    public record Tick(String source, long number, long sentAt) {}

    /** Starts them, or starts their time anew. */
    synchronized void start() {
        stop();
        every(Duration.ofSeconds(2), "two-seconds");
        every(Duration.ofSeconds(5), "five-seconds");
    }

    private void every(Duration pause, String source) {
        int steps = (int) LONGEST_RUN.dividedBy(pause);
        running.add(runs.runAtOnce(
                steps,
                pause,
                number -> publisher.publish(
                        TopicEvent.named(Lab.MAIN, source, new Tick(source, number, clock.millis())))));
    }

    synchronized void stop() {
        running.forEach(runs::end);
        running.clear();
    }

    synchronized boolean isRunning() {
        return running.stream().anyMatch(runs::isRunning);
    }
}
