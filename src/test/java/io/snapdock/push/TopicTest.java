package io.snapdock.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.push.event.EventEncoderTest;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import io.snapdock.push.log.LogBudget;
import io.snapdock.push.log.LogLimits;
import io.snapdock.push.log.TopicLog;
import io.snapdock.push.reader.CloseReason;
import io.snapdock.push.reader.ReaderLimits;
import io.snapdock.push.reader.ReaderLimits.SlowReaders;
import io.snapdock.push.reader.Subscription;
import io.snapdock.push.reader.Threads;
import io.snapdock.push.reader.TopicListener;
import io.snapdock.support.Condition;
import io.snapdock.support.Thrown;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.glassfish.jersey.media.sse.OutboundEvent;
import org.junit.jupiter.api.Test;

/** A topic with readers whose connections, clock and pool the test holds in its hand. */
class TopicTest {
    private static final int LOG_EVENTS = 50;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration MAX_AGE = Duration.ofMinutes(30);
    private static final Duration LOG_AGE = Duration.ofMinutes(10);

    private final List<CloseReason> reasons = new ArrayList<>();
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private boolean snapshotsWait;
    private boolean endingsWait;
    private final Topic topic = topic(SlowReaders.GAP, LOG_EVENTS);

    @Test
    void aStateBeginsWithItsSnapshotAndGoesOnLive() {
        publish("before");
        var reader = readState(Start.NOW);
        publish("after");
        assertThat(reader.events()).containsExactly("snapshot epoch-1", "after epoch-2");
    }

    @Test
    void eventsBeginWithWhatComes() {
        publish("before");
        var reader = readEvents(Start.NOW);
        assertThat(reader.text())
                .as("an id at once: who leaves now comes back to this place")
                .matches("retry: [0-9]+\n\nid: epoch-1\n\n");
        publish("after");
        assertThat(reader.events()).containsExactly("after epoch-2");
    }

    @Test
    void theEarliestIsAllThatIsHeld() {
        IntStream.rangeClosed(1, LOG_EVENTS + 5).forEach(i -> publish("e"));
        assertThat(readEvents(Start.of(null, "earliest")).events())
                .as("the first five are not held any more, and it is told so")
                .hasSize(LOG_EVENTS + 1)
                .startsWith("gap epoch-5", "e epoch-6");
        assertThat(gaps).hasValue(1);
    }

    @Test
    void theEarliestIsNoGapWhileEverythingIsHeld() {
        assertThat(readEvents(Start.of(null, "earliest")).events()).isEmpty();
        IntStream.rangeClosed(1, LOG_EVENTS).forEach(i -> publish("e"));
        IntStream.rangeClosed(1, 1_000).forEach(i -> topic.publish(PushEvent.passing("progress", ""), null));
        assertThat(readEvents(Start.of(null, "earliest")).events())
                .hasSize(LOG_EVENTS)
                .startsWith("e epoch-1");
        assertThat(gaps).hasValue(0);
    }

    @Test
    void whatIsPublishedWhileTheSnapshotIsMadeComesBehindIt() {
        var connection = new FakeConnection();
        topic.open(connection.stream(), Subscription.toState(Start.NOW, () -> {
            publish("between");
            return PushEvent.lasting("snapshot", "{}");
        }));
        assertThat(connection.events()).containsExactly("snapshot epoch-0", "between epoch-1");
    }

    @Test
    void resumesWhereTheReaderLeftOff() {
        IntStream.rangeClosed(1, 5).forEach(i -> publish("e"));
        assertThat(readState(Start.of("epoch-3", null)).events()).containsExactly("e epoch-4", "e epoch-5");
        assertThat(readEvents(Start.of(null, "epoch-3")).events()).containsExactly("e epoch-4", "e epoch-5");
        assertThat(readEvents(Start.of("epoch-4", "epoch-1")).events()).containsExactly("e epoch-5");
    }

    @Test
    void anUnknownPlaceIsAGap() {
        IntStream.rangeClosed(1, LOG_EVENTS + 5).forEach(i -> publish("e"));
        for (var id : List.of("other-3", "epoch-4", "epoch-9999", "nonsense")) {
            assertThat(readState(Start.of(id, null)).events()).containsExactly("snapshot epoch-55");
            var reader = readEvents(Start.of(id, null));
            assertThat(reader.events())
                    .hasSize(LOG_EVENTS + 1)
                    .startsWith("gap epoch-5", "e epoch-6")
                    .endsWith("e epoch-55");
            assertThat(reader.text()).contains("data: {\"firstId\":\"epoch-6\"}\n");
        }
        assertThat(readEvents(Start.of("epoch-5", null)).events()).hasSize(LOG_EVENTS);
    }

    @Test
    void passingEventsHaveNoIdAndAreNotRepeated() {
        var first = readState(Start.NOW);
        topic.publish(PushEvent.passing("progress", "10"), null);
        publish("e");
        topic.publish(PushEvent.passing("progress", "20"), null);
        assertThat(first.events()).containsExactly("snapshot epoch-0", "progress -", "e epoch-1", "progress -");
        assertThat(readState(Start.of("epoch-0", null)).events()).containsExactly("e epoch-1");
    }

    @Test
    void passingEventsPushNothingOutOfTheLog() {
        var slow = readEvents(Start.NOW);
        slow.stall();
        publish("first");
        IntStream.rangeClosed(1, 100 * LOG_EVENTS)
                .forEach(i -> topic.publish(PushEvent.passing("progress", "" + i), null));
        publish("second");
        slow.takeAgain();
        assertThat(slow.events())
                .as("in their order, of the passing ones the last few")
                .startsWith("first epoch-1", "progress -")
                .endsWith("progress -", "second epoch-2")
                .hasSizeLessThan(100);
        assertThat(slow.text()).contains("data: " + 100 * LOG_EVENTS + "\n");
        assertThat(readEvents(Start.of("epoch-0", null)).events()).containsExactly("first epoch-1", "second epoch-2");
    }

    @Test
    void aReaderThatTakesNothingMissesNothingWithinTheLog() {
        var slow = new FakeConnection();
        slow.stall();
        topic.open(slow.stream(), state(Start.NOW));
        IntStream.rangeClosed(1, 20).forEach(i -> publish("e"));
        assertThat(slow.events()).isEmpty();
        slow.takeAgain();
        assertThat(slow.events()).hasSize(21).startsWith("snapshot epoch-0").endsWith("e epoch-20");
    }

    @Test
    void aReaderThatTheLogHasPassedIsToldSoAndGoesOn() {
        var slow = readEvents(Start.NOW);
        slow.stall();
        IntStream.rangeClosed(0, LOG_EVENTS + 10).forEach(i -> publish("e"));
        slow.takeAgain();
        assertThat(slow.events())
                .as("the gap stands where the first held event follows")
                .startsWith("gap epoch-11", "e epoch-12")
                .endsWith("e epoch-61")
                .hasSize(LOG_EVENTS + 1);
        assertThat(gaps).hasValue(1);
        assertThat(topic.readers().lag()).isZero();
    }

    @Test
    void aReaderOfAStateThatTheLogHasPassedGetsAnotherSnapshotFromThePool() {
        var slow = readState(Start.NOW);
        snapshotsWait = true;
        slow.stall();
        IntStream.rangeClosed(0, LOG_EVENTS + 10).forEach(i -> publish("e"));
        slow.takeAgain();
        assertThat(slow.events()).as("no publisher makes it").containsExactly("snapshot epoch-0");
        publish("e");
        runPool();
        publish("after");
        assertThat(slow.events()).containsExactly("snapshot epoch-0", "snapshot epoch-62", "after epoch-63");
    }

    @Test
    void aStreamBeatsWhileItsSnapshotWaitsForADatabase() {
        snapshotsWait = true;
        var reader = readState(Start.NOW);
        publish("e");
        topic.tick(in(HEARTBEAT.multipliedBy(12).dividedBy(10)));
        assertThat(reader.text())
                .as("no id yet: who came back to it would miss the snapshot")
                .matches("retry: [0-9]+\n\n:\n\n");
        runPool();
        publish("after");
        assertThat(reader.events()).containsExactly("snapshot epoch-1", "after epoch-2");
    }

    @Test
    void aStreamEndsWhileItsSnapshotWaitsForADatabase() {
        snapshotsWait = true;
        var reader = readState(Start.NOW);
        topic.close();
        assertThat(reader.isCompleted()).isTrue();
        runPool();
        assertThat(reasons).containsExactly(CloseReason.ENDED);
    }

    @Test
    void aReaderWhoseSnapshotFailsIsEnded() {
        for (Throwable failure : Thrown.ofEachKind().toList()) {
            for (int good = 0; good <= 1; good++) {
                reasons.clear();
                var left = new AtomicInteger(good);
                var slow = new FakeConnection();
                topic.open(slow.stream(), Subscription.toState(Start.NOW, () -> {
                    if (left.getAndDecrement() > 0) {
                        return PushEvent.lasting("snapshot", "{}");
                    }
                    throw Thrown.silently(failure);
                }));
                slow.stall();
                IntStream.rangeClosed(0, LOG_EVENTS + 10).forEach(i -> publish("e"));
                slow.takeAgain();
                assertThat(slow.isCompleted()).isTrue();
                assertThat(slow.isPlaceGivenBack()).isTrue();
                assertThat(reasons).containsExactly(CloseReason.FAILED);
                assertThat(topic.readers().isEmpty()).isTrue();
            }
        }
    }

    @Test
    void noThreadButThatForEndingsEndsAStream() {
        var ended = readEvents(Start.NOW);
        var broken = readEvents(Start.NOW);
        var aged = readEvents(Start.NOW);
        endingsWait = true;
        broken.breakWith(new IllegalStateException("gone"));
        topic.publish(PushEvent.last("closed", ""), null);
        topic.tick(in(MAX_AGE.multipliedBy(13).dividedBy(10)));
        assertThat(List.of(ended, broken, aged))
                .as("the publisher's and the clock's threads have requests and work of their own")
                .noneMatch(FakeConnection::isCompleted);
        runPool();
        assertThat(List.of(ended, aged)).allMatch(FakeConnection::isCompleted);
        assertThat(List.of(ended, broken, aged)).allMatch(FakeConnection::isPlaceGivenBack);
    }

    @Test
    void flushesOnlyWhatTheConnectionTakes() {
        var reader = readEvents(Start.NOW);
        reader.stallAfterWrite();
        publish("first");
        publish("second");
        assertThat(reader.sent()).doesNotContain("first");
        assertThat(reasons).isEmpty();
        reader.takeAgain();
        assertThat(reader.events()).containsExactly("first epoch-1", "second epoch-2");
        assertThat(reader.sent()).isEqualTo(reader.text());
    }

    @Test
    void aReaderThatTheLogHasPassedIsEndedWhereTheSettingSaysSo() {
        var strict = topic(SlowReaders.CLOSE, LOG_EVENTS);
        var slow = new FakeConnection();
        strict.open(slow.stream(), state(Start.NOW));
        slow.stall();
        IntStream.rangeClosed(0, LOG_EVENTS + 10).forEach(i -> strict.publish(PushEvent.lasting("e", ""), null));
        slow.takeAgain();
        assertThat(slow.isCompleted()).isTrue();
        assertThat(slow.isPlaceGivenBack()).isTrue();
        assertThat(closed).hasValue(1);
        assertThat(strict.readers().count()).isZero();
        assertThat(reasons).containsExactly(CloseReason.BEHIND);
    }

    @Test
    void aThrowingConnectionEndsItsOwnReaderOnly() {
        var broken = readState(Start.NOW);
        var healthy = readState(Start.NOW);
        broken.breakWith(new IllegalStateException("Payara throws such a thing"));
        publish("e");
        publish("e");
        assertThat(healthy.events()).hasSize(3);
        assertThat(topic.readers().count()).isEqualTo(1);
        assertThat(closed).hasValue(1);
        assertThat(broken.isCompleted()).isFalse();
        assertThat(broken.isPlaceGivenBack()).isTrue();
        assertThat(reasons).containsExactly(CloseReason.GONE);
    }

    @Test
    void theLastEventEndsTheStreamOnceItIsWritten() {
        var reader = readState(Start.NOW);
        topic.publish(PushEvent.last("closed", ""), null);
        assertThat(reader.events()).containsExactly("snapshot epoch-0", "closed epoch-1");
        assertThat(reader.isCompleted()).isTrue();

        var late = new FakeConnection();
        late.stall();
        topic.open(late.stream(), state(Start.of("epoch-0", null)));
        assertThat(late.isCompleted()).isFalse();
        late.takeAgain();
        assertThat(late.events()).containsExactly("closed epoch-1");
        assertThat(late.isCompleted()).isTrue();
    }

    @Test
    void endingAStreamWaitsForWhatIsOnItsWayAndNeverForTheReader() {
        var reader = readEvents(Start.NOW);
        var stalled = readEvents(Start.NOW);
        stalled.stall();
        publish("e");
        topic.close();
        assertThat(reader.events()).containsExactly("e epoch-1");
        assertThat(reader.isCompleted()).isTrue();
        assertThat(stalled.isCompleted()).isFalse();
        stalled.takeAgain();
        assertThat(stalled.events()).containsExactly("e epoch-1");
        assertThat(stalled.isCompleted()).isTrue();
        assertThat(reasons).containsExactly(CloseReason.ENDED, CloseReason.ENDED);
    }

    @Test
    void anIdleReaderGetsItsPlaceAsASignOfLife() {
        publish("e");
        var reader = readState(Start.NOW);
        String before = reader.text();
        topic.tick(in(HEARTBEAT.multipliedBy(8).dividedBy(10)));
        assertThat(reader.text()).isEqualTo(before);
        topic.tick(in(HEARTBEAT.multipliedBy(12).dividedBy(10)));
        assertThat(reader.text()).isEqualTo(before + "id: epoch-1\n\n");
    }

    @Test
    void aConnectionThatTakesNothingForTenSecondsIsGivenUp() {
        var stalled = readEvents(Start.NOW);
        var idle = readEvents(Start.NOW);
        stalled.stall();
        publish("e");
        topic.tick(in(Duration.ofSeconds(9)));
        assertThat(topic.readers().count()).isEqualTo(2);
        topic.tick(in(Duration.ofSeconds(11)));
        assertThat(topic.readers().count()).isEqualTo(1);
        assertThat(reasons).containsExactly(CloseReason.STALLED);
        assertThat(stalled.isPlaceGivenBack()).isTrue();
        assertThat(idle.isPlaceGivenBack()).isFalse();
        assertThat(stalled.isCompleted()).as("ending it now could wait for it").isFalse();
        stalled.takeAgain();
        assertThat(stalled.isCompleted()).isTrue();
    }

    @Test
    void aStreamEndsAtItsGreatestAge() {
        var reader = readEvents(Start.NOW);
        topic.tick(in(MAX_AGE.dividedBy(2)));
        assertThat(reader.isCompleted()).isFalse();
        topic.tick(in(MAX_AGE.multipliedBy(13).dividedBy(10)));
        assertThat(reader.isCompleted()).isTrue();
        assertThat(reasons).containsExactly(CloseReason.AGED);
    }

    @Test
    void anAgeThatIsPartOfAContractIsKeptExactly() {
        var reader = new FakeConnection();
        topic.open(
                reader.stream(),
                state(Start.NOW).withMaxAge(Duration.ofMinutes(5)).withRetry(Duration.ofSeconds(2)));
        assertThat(reader.text()).startsWith("retry: 2000\n");
        topic.tick(in(Duration.ofMinutes(5).minusSeconds(1)));
        assertThat(reader.isCompleted()).isFalse();
        topic.tick(in(Duration.ofMinutes(5).plusSeconds(1)));
        assertThat(reader.isCompleted()).isTrue();
    }

    @Test
    void isForgottenWhenNobodyHasReadOrPublishedForAWhile() {
        publish("e");
        assertThat(topic.isForgettable(in(LOG_AGE.minusMinutes(1)), LOG_AGE)).isFalse();
        assertThat(topic.isForgettable(in(LOG_AGE.plusMinutes(1)), LOG_AGE)).isTrue();
        readEvents(Start.NOW);
        assertThat(topic.isForgettable(in(LOG_AGE.plusMinutes(1)), LOG_AGE)).isFalse();
        topic.publish(PushEvent.last("closed", ""), null);
        assertThat(topic.isForgettable(in(Duration.ZERO), LOG_AGE))
                .as("nothing comes behind the last")
                .isTrue();
    }

    @Test
    void anEventWithAKeyIsPublishedOnceWhileItIsHeld() {
        var reader = readEvents(Start.NOW);
        var first = topic.publish(PushEvent.lasting("e", "1"), "key");
        assertThat(topic.publish(PushEvent.lasting("e", "2"), "key")).isEqualTo(first);
        assertThat(reader.events()).containsExactly("e epoch-1");
        IntStream.rangeClosed(0, LOG_EVENTS).forEach(i -> publish("e"));
        assertThat(topic.publish(PushEvent.lasting("e", "2"), "key")).isNotEqualTo(first);
    }

    @Test
    void takesTheStandardsEvents() {
        var reader = readEvents(Start.NOW);
        topic.broadcast(new OutboundEvent.Builder().data("plain").build());
        topic.broadcast(new OutboundEvent.Builder()
                .name("named")
                .id("mine")
                .comment("for\npeople")
                .reconnectDelay(1234)
                .data(new EventEncoderTest.Point(1, "x"))
                .build());
        topic.broadcast(new OutboundEvent.Builder().comment("only this").build());
        assertThat(reader.text()).endsWith("""
                        id: epoch-1
                        data: plain

                        id: epoch-2
                        : for
                        : people
                        retry: 1234
                        event: named
                        data: {"name":"x","x":1}

                        : only this

                        """);
    }

    @Test
    void everyReaderGetsEverythingInOneOrderFromManyPublishers() throws InterruptedException {
        int publishers = 8;
        int each = 200;
        var threads = Executors.newFixedThreadPool(publishers + 1);
        var big = topic(limits(SlowReaders.GAP, publishers * each), all(threads), TopicListener.NONE);
        var readers = new ArrayList<FakeConnection>();
        for (int i = 0; i < 4; i++) {
            var connection = new FakeConnection();
            big.open(connection.stream(), state(Start.NOW));
            readers.add(connection);
        }
        var go = new CountDownLatch(1);
        var done = new CountDownLatch(publishers);
        for (int p = 0; p < publishers; p++) {
            threads.execute(() -> {
                await(go);
                IntStream.range(0, each).forEach(i -> big.publish(PushEvent.lasting("e", "" + i), null));
                done.countDown();
            });
        }
        Condition.await(
                "each reader's beginning",
                Duration.ofSeconds(10),
                () -> readers.stream().noneMatch(reader -> reader.events().isEmpty()));
        go.countDown();
        await(done);
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        var all = Stream.concat(
                        Stream.of("snapshot epoch-0"),
                        IntStream.rangeClosed(1, publishers * each).mapToObj(i -> "e epoch-" + i))
                .toList();
        assertThat(readers).allSatisfy(reader -> assertThat(reader.events()).isEqualTo(all));
    }

    @Test
    void goingRoundManyReadersIsLeftToTheAnnouncersAndJoined() {
        var readers =
                IntStream.range(0, 17).mapToObj(any -> readEvents(Start.NOW)).toList();
        publish("first");
        publish("second");
        assertThat(readers.get(0).events())
                .as("the publisher has its own work to do")
                .isEmpty();
        runPool();
        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.events()).containsExactly("first epoch-1", "second epoch-2"));
    }

    @Test
    void whoeverPublishesFasterThanTheLogCanHoldLosesNothingInSilence() throws InterruptedException {
        int publishers = 4;
        int each = 5_000;
        var threads = Executors.newFixedThreadPool(publishers + 1);
        var small = topic(limits(SlowReaders.GAP, 100), all(threads), TopicListener.NONE);
        var reader = new FakeConnection();
        small.open(reader.stream(), Subscription.toEvents(Start.NOW));
        var done = new CountDownLatch(publishers);
        for (int p = 0; p < publishers; p++) {
            threads.execute(() -> {
                IntStream.range(0, each).forEach(i -> small.publish(PushEvent.lasting("e", ""), null));
                done.countDown();
            });
        }
        await(done);
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        long place = 0;
        for (var event : reader.events()) {
            long sequence = Long.parseLong(event.substring(event.indexOf('-') + 1));
            if (event.startsWith("gap")) {
                assertThat(sequence).isGreaterThan(place);
            } else {
                assertThat(sequence).isEqualTo(place + 1);
            }
            place = sequence;
        }
        assertThat(place).isEqualTo((long) publishers * each);
    }

    private Topic topic(SlowReaders slow, int logEvents) {
        var threads = new Threads(
                pool::add, task -> runOrAdd(snapshotsWait, task), task -> runOrAdd(endingsWait, task), pool::add);
        return topic(limits(slow, logEvents), threads, new TopicListener() {
            @Override
            public void closed(String of, CloseReason reason, Duration open) {
                reasons.add(reason);
            }

            @Override
            public void gap() {
                gaps.incrementAndGet();
            }
        });
    }

    private void runOrAdd(boolean waits, Runnable task) {
        if (waits) {
            pool.add(task);
        } else {
            task.run();
        }
    }

    private static Topic topic(PushLimits limits, Threads threads, TopicListener listener) {
        var log = new TopicLog("epoch", limits.log(), new LogBudget(Long.MAX_VALUE));
        return new Topic("t", log, limits, threads, listener);
    }

    private static PushLimits limits(SlowReaders slow, int logEvents) {
        return new PushLimits(
                new ReaderLimits(HEARTBEAT, MAX_AGE, slow),
                new PushLimits.Streams(10, 10, 10, 10),
                new LogLimits(logEvents, 10_000_000),
                new PushLimits.Topics(10, 10_000_000, LOG_AGE));
    }

    private void publish(String name) {
        topic.publish(PushEvent.lasting(name, ""), null);
    }

    private void runPool() {
        for (var task = pool.poll(); task != null; task = pool.poll()) {
            task.run();
        }
    }

    private FakeConnection readState(Start start) {
        var connection = new FakeConnection();
        topic.open(connection.stream(), state(start));
        return connection;
    }

    private FakeConnection readEvents(Start start) {
        var connection = new FakeConnection();
        topic.open(connection.stream(), Subscription.toEvents(start));
        return connection;
    }

    private Subscription state(Start start) {
        return new Subscription(
                start,
                Optional.of(() -> PushEvent.lasting("snapshot", "{}")),
                Duration.ofSeconds(2),
                Optional.empty(),
                () -> {},
                closed::incrementAndGet);
    }

    private static Threads all(Executor executor) {
        return new Threads(executor, executor, executor, executor);
    }

    private static long in(Duration later) {
        return System.nanoTime() + later.toNanos();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
