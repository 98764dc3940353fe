package io.snapdock.lab;

import io.snapdock.own.Own;
import io.snapdock.push.event.PushEvent;
import io.snapdock.topic.Progress;
import io.snapdock.topic.TopicEvent;
import io.snapdock.topic.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What the lab publishes. */
@ApplicationScoped
public class Lab {

    /** The topic that the page reads. */
    static final String MAIN = "lab.main";

    /** Enough to tell a burst from a hiccup, and soon over. */
    static final int CHECK_EVENTS = 16;

    static final Duration CHECK_SPACING = Duration.ofMillis(200);

    private static final Duration JOB_STEP = Duration.ofMillis(700);

    private static final List<String> TASKS = List.of(
            "Opening the archive",
            "Reading the list",
            "Checking signatures",
            "Unpacking",
            "Turning pictures upright",
            "Resizing",
            "Writing thumbnails",
            "Comparing sums",
            "Sorting",
            "Tidying up");

    @Inject
    private TopicPublisher publisher;

    @Inject
    private Runs runs;

    @Inject
    @Own
    private Clock clock;

    /**
     * An event of a check.
     *
     * @param sentAt by the server's clock, in milliseconds since 1970
     */
    public record Probe(int number, int of, long sentAt) {}

    /**
     * Starts a job of ten steps.
     *
     * @param address who wants it
     * @return the topic of its progress
     */
    String startJob(String address) {
        String topic = "lab.job." + UUID.randomUUID();
        int steps = TASKS.size();
        runs.run(address, steps, JOB_STEP, number -> {
            String task = TASKS.get(number - 1);
            Progress progress = number < steps ? Progress.step(task, number, steps) : Progress.completed(task, steps);
            publisher.publish(progress.on(topic));
        });
        return topic;
    }

    /**
     * Sends numbered events at a known pace, and then nothing more.
     *
     * @param address who wants it
     */
    void startCheck(String address, String id) {
        String topic = "lab.check." + id;
        runs.run(
                address,
                CHECK_EVENTS,
                CHECK_SPACING,
                number -> publisher.publish(
                        TopicEvent.named(topic, "probe", new Probe(number, CHECK_EVENTS, clock.millis()))));
    }

    /** Sends what a topic's own calls cannot: comments and the like. */
    void send(PushEvent sample) {
        publisher.publish(MAIN, sample);
    }

    /** Cuts off all who read the lab's topic. */
    void drop() {
        publisher.disconnect(MAIN);
    }
}
