package io.snapdock.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A topic with readers whose connections the test holds in its hand. */
class TopicTest {
    private static final int LOG_EVENTS = 50;

    private final Topic topic = new Topic("epoch", new EventLog(LOG_EVENTS, 1_000_000), Runnable::run);
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void beginsWithTheSnapshotAndGoesOnLive() {
        topic.publish(PushEvent.lasting("before", "1"));
        var reader = read(Optional.empty());
        topic.publish(PushEvent.lasting("after", "2"));
        assertThat(reader.events()).containsExactly("snapshot epoch-1", "after epoch-2");
    }

    @Test
    void whatIsPublishedWhileTheSnapshotIsMadeComesBehindIt() {
        var connection = new FakeConnection();
        topic.register(
                connection.stream(),
                new Subscription(
                        Optional.empty(),
                        () -> {
                            topic.publish(PushEvent.lasting("between", "1"));
                            return PushEvent.lasting("snapshot", "{}");
                        },
                        Duration.ofSeconds(2),
                        closed::incrementAndGet));
        assertThat(connection.events()).containsExactly("snapshot epoch-0", "between epoch-1");
    }

    @Test
    void resumesWhereTheReaderLeftOff() {
        IntStream.rangeClosed(1, 5).forEach(i -> topic.publish(PushEvent.lasting("e", "" + i)));
        var reader = read(Optional.of(new EventId("epoch", 3)));
        assertThat(reader.events()).containsExactly("e epoch-4", "e epoch-5");
    }

    @Test
    void beginsAnewFromAnUnknownEpochOrAPlaceThatIsNotHeld() {
        IntStream.rangeClosed(1, LOG_EVENTS + 5).forEach(i -> topic.publish(PushEvent.lasting("e", "" + i)));
        for (var id : List.of(new EventId("other", 3), new EventId("epoch", 4), new EventId("epoch", 9_999))) {
            assertThat(read(Optional.of(id)).events()).containsExactly("snapshot epoch-55");
        }
        assertThat(read(Optional.of(new EventId("epoch", 5))).events()).hasSize(LOG_EVENTS);
    }

    @Test
    void passingEventsHaveNoIdAndAreNotRepeated() {
        var first = read(Optional.empty());
        topic.publish(PushEvent.passing("progress", "10"));
        topic.publish(PushEvent.lasting("e", ""));
        assertThat(first.events()).containsExactly("snapshot epoch-0", "progress -", "e epoch-2");
        assertThat(read(Optional.of(new EventId("epoch", 0))).events()).containsExactly("e epoch-2");
    }

    @Test
    void aReaderThatTakesNothingMissesNothingWithinTheLog() {
        var slow = new FakeConnection();
        slow.stall();
        read(slow, Optional.empty());
        IntStream.rangeClosed(1, 20).forEach(i -> topic.publish(PushEvent.lasting("e", "" + i)));
        assertThat(slow.events()).isEmpty();
        slow.takeAgain();
        assertThat(slow.events()).hasSize(21).startsWith("snapshot epoch-0").endsWith("e epoch-20");
    }

    @Test
    void aReaderThatTheLogHasPassedIsEndedAndComesBackForASnapshot() {
        var slow = new FakeConnection();
        read(slow, Optional.empty());
        slow.stall();
        IntStream.rangeClosed(0, LOG_EVENTS + 10).forEach(i -> topic.publish(PushEvent.lasting("e", "" + i)));
        slow.takeAgain();
        assertThat(slow.isCompleted()).isTrue();
        assertThat(closed).hasValue(1);
        assertThat(topic.readers()).isZero();
    }

    @Test
    void aThrowingConnectionEndsItsOwnReaderOnly() {
        var broken = read(Optional.empty());
        var healthy = read(Optional.empty());
        broken.breakWith(new IllegalStateException("Payara throws such a thing"));
        topic.publish(PushEvent.lasting("e", ""));
        topic.publish(PushEvent.lasting("e", ""));
        assertThat(healthy.events()).hasSize(3);
        assertThat(topic.readers()).isEqualTo(1);
        assertThat(closed).hasValue(1);
        assertThat(broken.isCompleted()).isFalse();
    }

    @Test
    void theLastEventEndsTheStreamOnceItIsWritten() {
        var reader = read(Optional.empty());
        topic.publish(PushEvent.last("closed", ""));
        assertThat(reader.events()).containsExactly("snapshot epoch-0", "closed epoch-1");
        assertThat(reader.isCompleted()).isTrue();

        var late = new FakeConnection();
        late.stall();
        read(late, Optional.of(new EventId("epoch", 0)));
        assertThat(late.isCompleted()).isFalse();
        late.takeAgain();
        assertThat(late.events()).containsExactly("closed epoch-1");
        assertThat(late.isCompleted()).isTrue();
    }

    @Test
    void anIdleReaderGetsItsPlaceAsASignOfLife() {
        var reader = read(Optional.empty());
        topic.beat();
        assertThat(reader.text()).endsWith("\n\nid: epoch-0\n\n");
    }

    @Test
    void everyReaderGetsEverythingInOneOrderFromManyPublishers() throws InterruptedException {
        int publishers = 8;
        int each = 200;
        var big = new Topic("epoch", new EventLog(publishers * each, 10_000_000), Runnable::run);
        var readers = new ArrayList<FakeConnection>();
        for (int i = 0; i < 4; i++) {
            var connection = new FakeConnection();
            big.register(connection.stream(), subscription(Optional.empty()));
            readers.add(connection);
        }
        var go = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(publishers);
        for (int p = 0; p < publishers; p++) {
            threads.execute(() -> {
                await(go);
                IntStream.range(0, each).forEach(i -> big.publish(PushEvent.lasting("e", "" + i)));
            });
        }
        go.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        var all = new ArrayList<>(List.of("snapshot epoch-0"));
        IntStream.rangeClosed(1, publishers * each).forEach(i -> all.add("e epoch-" + i));
        assertThat(readers).allSatisfy(reader -> assertThat(reader.events()).isEqualTo(all));
    }

    private FakeConnection read(Optional<EventId> lastEventId) {
        return read(new FakeConnection(), lastEventId);
    }

    private FakeConnection read(FakeConnection connection, Optional<EventId> lastEventId) {
        topic.register(connection.stream(), subscription(lastEventId));
        return connection;
    }

    private Subscription subscription(Optional<EventId> lastEventId) {
        return new Subscription(
                lastEventId, () -> PushEvent.lasting("snapshot", "{}"), Duration.ofSeconds(2), closed::incrementAndGet);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
