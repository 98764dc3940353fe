package io.snapdock.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import io.snapdock.push.log.LogBudget;
import io.snapdock.push.log.LogLimits;
import io.snapdock.push.log.TopicLog;
import io.snapdock.push.reader.Feeds;
import io.snapdock.push.reader.ReaderLimits;
import io.snapdock.push.reader.ReaderLimits.SlowReaders;
import io.snapdock.push.reader.Subscription;
import io.snapdock.push.reader.Threads;
import io.snapdock.push.reader.TopicListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several topics in one stream. */
class FeedsTest {
    private static final int LOG_EVENTS = 4;

    private final List<String> closed = new ArrayList<>();
    private final Deque<Runnable> snapshots = new ArrayDeque<>();
    private boolean snapshotsWait;
    private SlowReaders slow = SlowReaders.GAP;
    private int made;

    private final Topic one = topic("one", "a");
    private final Topic two = topic("two", "b");
    private final Topic three = topic("three", "c");
    private final FakeConnection connection = new FakeConnection();

    @Test
    void eachEventSaysWhoseItIsAndHasThePlacesOfAll() {
        read(events(one), events(two));
        publish(one, "e");
        publish(two, "f");
        publish(one, "g");
        assertThat(connection.events()).containsExactly("one e a-1.b-0", "two f a-1.b-1", "one g a-2.b-1");
        assertThat(connection.text()).startsWith("retry: ").contains("\n\nid: a-0.b-0\n\n");
    }

    @Test
    void goesOnWhereItWasInEach() {
        publish(one, "old");
        publish(two, "old");
        publish(one, "missed");
        read(new Part(one, Subscription.toEvents(Start.of("a-1", null))), events(two, "b-0"), state(three, "c-0"));
        assertThat(connection.events()).containsExactlyInAnyOrder("one missed a-2.b-0.c-0", "two old a-2.b-1.c-0");
    }

    @Test
    void aGapIsOnesOwn() {
        IntStream.range(0, 10).forEach(i -> publish(one, "e" + i));
        publish(two, "f");
        read(events(one, "a-1"), events(two, "b-0"));
        assertThat(connection.events())
                .containsExactly(
                        "one gap a-6.b-0",
                        "two f a-6.b-1",
                        "one e6 a-7.b-1",
                        "one e7 a-8.b-1",
                        "one e8 a-9.b-1",
                        "one e9 a-10.b-1");
    }

    @Test
    void aSnapshotIsOnesOwnAndUntilItIsWrittenThereIsNoPlace() {
        snapshotsWait = true;
        read(state(one), events(two));
        publish(two, "f");
        publish(one, "before");
        assertThat(connection.events()).containsExactly("two f -.b-1");
        one.tick(in(Duration.ofSeconds(60)));
        assertThat(connection.text()).endsWith("id: -.b-1\n\n");
        run();
        publish(one, "e");
        assertThat(connection.events()).containsExactly("two f -.b-1", "one snapshot a-1.b-1", "one e a-2.b-1");
    }

    @Test
    void whoTakesNothingHasOneSnapshotAtATimeMadeAndNoEventHeld() {
        snapshotsWait = true;
        connection.stall();
        read(state(one), state(two), state(three));
        for (int i = 0; i < 10; i++) {
            run();
            publish(one, "e");
            publish(three, "e");
        }
        assertThat(made).as("snapshots that wait for the reader").isEqualTo(1);
        assertThat(connection.text()).isEmpty();
        connection.takeAgain();
        while (!snapshots.isEmpty()) {
            run();
        }
        // The first one's is older than what its log holds by now.
        assertThat(Stream.of("one", "two", "three"))
                .allSatisfy(name -> assertThat(connection.events())
                        .anySatisfy(event -> assertThat(event).startsWith(name + " snapshot ")));
        assertThat(connection.events().get(connection.events().size() - 1)).endsWith("a-10.b-0.c-10");
    }

    @Test
    void whatIsWrittenAtOnceIsBounded() {
        var long1 = "x".repeat(6_000);
        connection.stall();
        read(events(one), events(two), events(three));
        for (int i = 0; i < LOG_EVENTS; i++) {
            Stream.of(one, two, three).forEach(topic -> topic.publish(PushEvent.lasting("e", long1), null));
        }
        connection.stallAfterWrite();
        connection.takeAgain();
        assertThat(connection.text().length()).isBetween(16_000, 16 * 1024 + 7_000);
        assertThat(connection.events()).hasSize(3);
    }

    @Test
    void oneWithMuchToSayHoldsNobodyUp() {
        connection.stall();
        read(events(one), events(two));
        IntStream.range(0, LOG_EVENTS).forEach(i -> publish(one, "e"));
        publish(two, "f");
        connection.takeAgain();
        assertThat(connection.events().subList(0, 2)).contains("two f a-1.b-1");
    }

    @Test
    void whoFellBehindInOneMissesNothingInTheOthers() {
        read(events(one), events(two), state(three));
        connection.stall();
        IntStream.range(0, 10).forEach(i -> publish(one, "e"));
        publish(two, "f");
        IntStream.range(0, 10).forEach(i -> publish(three, "e"));
        connection.takeAgain();
        assertThat(connection.events()).anySatisfy(event -> assertThat(event).startsWith("one gap a-6."));
        assertThat(names()).containsOnlyOnce("two f").containsOnlyOnce("one gap");
        assertThat(names().stream().filter("three snapshot"::equals)).hasSize(2);
    }

    @Test
    void oneThatEndsTellsSoAndTheOthersGoOn() {
        read(state(one), events(two));
        one.publish(PushEvent.last("closed", ""), null);
        publish(two, "f");
        assertThat(names()).containsExactly("one snapshot", "one closed", "two f");
        assertThat(closed).containsExactly("one");
        assertThat(one.readers().count()).isZero();
        assertThat(connection.isCompleted()).isFalse();
        assertThat(connection.isPlaceGivenBack()).isFalse();

        two.publish(PushEvent.last("closed", ""), null);
        assertThat(connection.isCompleted()).isTrue();
        assertThat(connection.isPlaceGivenBack()).isTrue();
        assertThat(closed).containsExactly("one", "two");
    }

    @Test
    void oneThatIsRefusedIsToldAndTheOthersGoOn() {
        read(refused("no"), events(two));
        publish(two, "f");
        assertThat(connection.events()).containsExactly("no refused -", "two f -.b-1");
        assertThat(connection.text()).contains("data: because java.lang.IllegalStateException");
    }

    @Test
    void whenAllAreRefusedTheStreamSaysSoAndEnds() {
        read(refused("no"), refused("nor"));
        assertThat(names()).containsExactly("no refused", "nor refused");
        assertThat(connection.isCompleted()).isTrue();
    }

    @Test
    void aSnapshotThatCannotBeMadeRefusesItsOwnAlone() {
        read(
                new Part(one, Subscription.toState(Start.NOW, () -> {
                    throw new IllegalStateException("The dock has ended");
                })),
                state(two));
        publish(two, "f");
        assertThat(names()).containsExactly("one refused", "two snapshot", "two f");
        assertThat(closed).containsExactly("one");
        assertThat(connection.isCompleted()).isFalse();
    }

    @Test
    void aConnectionThatBreaksGivesAllBackOnce() {
        read(state(one), events(two));
        connection.breakWith(new IllegalStateException("gone"));
        publish(one, "e");
        publish(two, "e");
        assertThat(closed).containsExactlyInAnyOrder("one", "two");
        assertThat(one.readers().count() + two.readers().count()).isZero();
    }

    @Test
    void oneThatTakesNothingIsGivenUpOnce() {
        read(events(one), events(two));
        connection.stall();
        publish(one, "e");
        one.tick(in(Duration.ofSeconds(11)));
        two.tick(in(Duration.ofSeconds(11)));
        assertThat(closed).containsExactlyInAnyOrder("one", "two");
        assertThat(connection.isPlaceGivenBack()).isTrue();
    }

    @Test
    void whereSlowOnesAreClosedTheWholeStreamComesBack() {
        slow = SlowReaders.CLOSE;
        var strict = topic("strict", "s");
        read(events(strict), events(two));
        connection.stall();
        IntStream.range(0, 10).forEach(i -> publish(strict, "e"));
        connection.takeAgain();
        assertThat(connection.isCompleted()).isTrue();
        assertThat(closed).containsExactlyInAnyOrder("strict", "two");
    }

    @Test
    void endingOneTopicsStreamsEndsTheWholeAsItsReadersMustBeAskedAgain() {
        read(events(one), events(two));
        one.close();
        assertThat(connection.isCompleted()).isTrue();
        assertThat(closed).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void nothingIsLostOrDoubledWhenManyPublishAtOnce() throws InterruptedException {
        int topics = 5;
        int each = 2_000;
        var all = IntStream.range(0, topics).mapToObj(i -> large("t" + i)).toList();
        read(all.stream().map(this::events).toArray(Part[]::new));
        var publishers = all.stream()
                .map(topic -> new Thread(() -> IntStream.range(0, each).forEach(i -> publish(topic, "e"))))
                .toList();
        publishers.forEach(Thread::start);
        for (var publisher : publishers) {
            publisher.join();
        }
        Set<String> different = new HashSet<>(connection.events());
        assertThat(connection.events()).hasSize(topics * each);
        assertThat(different).hasSize(topics * each);
        assertThat(connection.events().get(topics * each - 1)).endsWith("t0-2000.t1-2000.t2-2000.t3-2000.t4-2000");
    }

    /** @param topic null for one that is refused by this name */
    private record Part(String name, Topic topic, Subscription subscription) {
        Part(Topic topic, Subscription subscription) {
            this(topic.name(), topic, subscription);
        }
    }

    private Part events(Topic topic) {
        return new Part(topic, Subscription.toEvents(Start.NOW));
    }

    private Part events(Topic topic, String lastEventId) {
        return new Part(topic, Subscription.toEvents(Start.of(lastEventId, null)));
    }

    private Part state(Topic topic) {
        return state(topic, null);
    }

    private Part state(Topic topic, String lastEventId) {
        return new Part(topic, Subscription.toState(Start.of(lastEventId, null), () -> {
            made++;
            return PushEvent.lasting("snapshot", "{}");
        }));
    }

    private static Part refused(String name) {
        return new Part(name, null, Subscription.toEvents(Start.NOW));
    }

    private void read(Part... parts) {
        var limits = new ReaderLimits(Duration.ofSeconds(15), Duration.ofMinutes(30), slow);
        var feeds = new Feeds(
                limits, threads(), TopicListener.NONE, connection.stream(), why -> "because " + why, Optional.empty());
        for (var part : parts) {
            if (part.topic() == null) {
                feeds.refuse(part.name(), new IllegalStateException("no"));
            } else {
                var attended = part.subscription().attended(() -> {}, () -> closed.add(part.name()));
                assertThat(part.topic().join(feeds, part.name(), attended)).isTrue();
            }
        }
        feeds.start();
    }

    private Threads threads() {
        return new Threads(
                Runnable::run,
                task -> {
                    if (snapshotsWait) {
                        snapshots.add(task);
                    } else {
                        task.run();
                    }
                },
                Runnable::run,
                Runnable::run);
    }

    private void run() {
        for (int i = snapshots.size(); i > 0; i--) {
            snapshots.remove().run();
        }
    }

    private Topic topic(String name, String epoch) {
        return topic(name, epoch, LOG_EVENTS);
    }

    private Topic large(String name) {
        return topic(name, name, 10_000);
    }

    private Topic topic(String name, String epoch, int logEvents) {
        var limits = new PushLimits(
                new ReaderLimits(Duration.ofSeconds(15), Duration.ofMinutes(30), slow),
                new PushLimits.Streams(10, 10, 10, 10),
                new LogLimits(logEvents, 10_000_000),
                new PushLimits.Topics(10, 10_000_000, Duration.ofMinutes(10)));
        return new Topic(
                name,
                new TopicLog(epoch, limits.log(), new LogBudget(Long.MAX_VALUE)),
                limits,
                threads(),
                TopicListener.NONE);
    }

    private static void publish(Topic topic, String name) {
        topic.publish(PushEvent.lasting(name, ""), null);
    }

    private List<String> names() {
        return connection.events().stream()
                .map(event -> event.substring(0, event.lastIndexOf(' ')))
                .toList();
    }

    private static long in(Duration later) {
        return System.nanoTime() + later.toNanos();
    }
}
