package io.snapdock.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.ground.Pool;
import io.snapdock.support.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a change asks for is done, whatever failed before. */
class OwedTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Pool pool = Pool.of("owed-test", 2, Executors.defaultThreadFactory());
    private final Queue<String> done = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        pool.stop();
    }

    @Test
    void whatFailedIsTriedAgainAndSilencesNothing() {
        for (Error error : List.of(new StackOverflowError(), new NoClassDefFoundError("as an application stops"))) {
            done.clear();
            var failures = new AtomicInteger(2);
            var owed = new Owed(pool, dock -> {
                int left = dock.equals("ill") ? failures.getAndDecrement() : 0;
                if (left == 2) {
                    throw new IllegalStateException("The database is away");
                }
                if (left == 1) {
                    throw error;
                }
                done.add(dock);
            });
            owed.changed("ill");
            owed.changed("well");
            Condition.await("the dock that can be read", LIMIT, () -> done.contains("well"));
            Condition.await("the one that could not, without another change", LIMIT, () -> {
                owed.tryAgain();
                return done.contains("ill");
            });
            done.clear();
            owed.changed("ill");
            Condition.await("its next change", LIMIT, () -> done.contains("ill"));
        }
    }

    @Test
    void changesOfOneDockAreJoinedAndNoneIsLeftOut() throws InterruptedException {
        var state = new AtomicInteger();
        var seen = new ConcurrentLinkedQueue<Integer>();
        var running = new AtomicInteger();
        var twoAtOnce = new AtomicInteger();
        var owed = new Owed(pool, dock -> {
            twoAtOnce.addAndGet(running.getAndIncrement());
            seen.add(state.get());
            running.decrementAndGet();
        });
        var publishers = new CountDownLatch(4);
        for (int publisher = 0; publisher < 4; publisher++) {
            new Thread(() -> {
                        IntStream.range(0, 1_000).forEach(any -> {
                            state.incrementAndGet();
                            owed.changed("dock");
                        });
                        publishers.countDown();
                    })
                    .start();
        }
        publishers.await();
        Condition.await("the newest state", LIMIT, () -> seen.contains(4_000));
        assertThat(twoAtOnce).as("an older list never follows a newer one").hasValue(0);
        assertThat(List.copyOf(seen)).isSorted();
    }
}
