package io.snapdock.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapdock.push.PushRefusedException.Reason;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import io.snapdock.push.log.LogLimits;
import io.snapdock.push.reader.ReaderLimits;
import io.snapdock.push.reader.Subscription;
import io.snapdock.push.reader.Threads;
import io.snapdock.push.reader.TopicListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All topics together: their bounds, and who pays when one is reached. */
class TopicsTest {
    private static final Duration AGE = Duration.ofMinutes(10);
    private static final int MOST = 4;
    private static final long BYTES = 100_000;

    private final Shelf shelf = new Shelf(
            limits(), new Threads(Runnable::run, Runnable::run, Runnable::run, Runnable::run), TopicListener.NONE);

    @Test
    void aTopicMayBeUsedBeforeTheEngineIsStarted() {
        var topics = new Topics(Executors.defaultThreadFactory(), limits(), TopicListener.NONE);
        try {
            var first = topics.publish("t", PushEvent.lasting("early", ""));
            topics.start();
            assertThat(topics.publish("t", PushEvent.lasting("late", "")).epoch())
                    .as("the same life of the topic")
                    .isEqualTo(first.epoch());
        } finally {
            topics.stop();
        }
    }

    @Test
    void emptyTopicsAreForgottenFirstAndThenTheLongestUnused() {
        publish("old", 1);
        publish("young", 1);
        shelf.take("empty");
        shelf.take("read");
        read("read");
        publish("new", 1);
        assertThat(names()).containsExactlyInAnyOrder("old", "young", "read", "new");
        publish("newer", 1);
        assertThat(names()).containsExactlyInAnyOrder("young", "read", "new", "newer");
    }

    @Test
    void aTopicMoreThanAllThatAreReadIsRefusedAndTheOthersGoOn() {
        IntStream.range(0, MOST).forEach(i -> read("read" + i));
        assertThatExceptionOfType(PushRefusedException.class)
                .isThrownBy(() -> shelf.take("another"))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_TOPICS));
        var reader = read("read0");
        publish("read0", 1);
        assertThat(reader.events()).hasSize(1);
    }

    @Test
    void logsTogetherHaveABoundAndTheLargestThatNobodyReadsGoesFirst() {
        publish("small", 10_000);
        var reader = read("read");
        publish("read", 10_000);
        publish("large", 60_000);
        publish("another", 40_000);
        assertThat(names()).containsExactlyInAnyOrder("small", "read", "another");
        assertThat(reader.events()).hasSize(1);
        assertThat(held()).isLessThanOrEqualTo(BYTES);
    }

    @Test
    void theLargestLogLosesItsOlderHalfAndTheOthersNothing() {
        read("large");
        read("small");
        publish("small", 1_000);
        for (int i = 0; i < 50; i++) {
            publish("large", 5_000);
            assertThat(held()).isLessThanOrEqualTo(BYTES);
        }
        assertThat(earliest("small").events()).hasSize(1).first().asString().startsWith("e ");
        assertThat(earliest("large").events())
                .hasSizeBetween(5, 20)
                .first()
                .asString()
                .startsWith("gap ");
    }

    @Test
    void whatWasForgottenGivesItsBytesBackAndComesBackAsAnotherLife() {
        var id = shelf.take("t").publish(PushEvent.lasting("e", ""), null).orElseThrow();
        var kept = shelf.take("t");
        shelf.tick(System.nanoTime() + AGE.plusSeconds(1).toNanos());
        assertThat(names()).isEmpty();
        assertThat(held()).isZero();
        assertThat(kept.publish(PushEvent.lasting("e", ""), null))
                .as("who kept it is told so, and nothing is lost in silence")
                .isEmpty();
        assertThat(kept.open(new FakeConnection().stream(), Subscription.toEvents(Start.NOW)))
                .isFalse();
        assertThat(shelf.take("t")
                        .publish(PushEvent.lasting("e", ""), null)
                        .orElseThrow()
                        .epoch())
                .isNotEqualTo(id.epoch());
    }

    @Test
    void publishersAreNotRefusedWhileTopicsAreForgotten() throws Exception {
        var topics = new Topics(Executors.defaultThreadFactory(), limits(), TopicListener.NONE);
        var threads = Executors.newFixedThreadPool(4);
        try {
            var work = IntStream.range(0, 4)
                    .mapToObj(own -> threads.submit(() -> IntStream.range(0, 5_000)
                            .forEach(i ->
                                    topics.publish("t" + (own * 7 + i) % 20, PushEvent.lasting("e", "x".repeat(500))))))
                    .toList();
            for (var each : work) {
                assertThat(each.get(60, TimeUnit.SECONDS))
                        .as("none was refused")
                        .isNull();
            }
        } finally {
            threads.shutdown();
            topics.stop();
        }
    }

    private void publish(String topic, int bytes) {
        assertThat(shelf.take(topic).publish(PushEvent.lasting("e", "x".repeat(bytes)), null))
                .isPresent();
        shelf.keepWithin();
    }

    private FakeConnection read(String topic) {
        return open(topic, Start.NOW);
    }

    private FakeConnection earliest(String topic) {
        return open(topic, Start.of(null, "earliest"));
    }

    private FakeConnection open(String topic, Start start) {
        var connection = new FakeConnection();
        assertThat(shelf.take(topic).open(connection.stream(), Subscription.toEvents(start)))
                .isTrue();
        return connection;
    }

    private List<String> names() {
        return shelf.all().stream().map(Topic::name).toList();
    }

    private long held() {
        return shelf.all().stream().mapToLong(Topic::bytes).sum();
    }

    private static PushLimits limits() {
        return new PushLimits(
                new ReaderLimits(Duration.ofSeconds(15), Duration.ofMinutes(30), ReaderLimits.SlowReaders.GAP),
                new PushLimits.Streams(100, 100, 100, 100),
                new LogLimits(1_000, 1_000_000),
                new PushLimits.Topics(MOST, BYTES, AGE));
    }
}
