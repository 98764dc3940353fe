package io.snapdock.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.support.Condition;
import io.snapdock.support.Thrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TickerTest {

    private static final Duration OFTEN = Duration.ofMillis(5);

    @Test
    void a_tick_that_throws_does_not_end_the_clock() throws InterruptedException {
        var thrown = new LinkedBlockingQueue<>(Thrown.ofEachKind().toList());
        var ticks = new CountDownLatch(thrown.size() + 1);
        Ticker ticker = start(() -> {
            ticks.countDown();
            Throwable next = thrown.poll();
            if (next != null) {
                throw Thrown.silently(next);
            }
        });

        assertThat(ticks.await(10, TimeUnit.SECONDS)).isTrue();
        ticker.stop();
    }

    @Test
    void one_that_fails_at_every_tick_holds_up_none_after_it() {
        Thrown.ofEachKind().forEach(thrown -> {
            var done = new ArrayList<Integer>();
            assertThatThrownBy(() -> Ticker.forEach(List.of(1, 2, 3), one -> {
                        if (one < 3) {
                            throw Thrown.silently(thrown);
                        }
                        done.add(one);
                    }))
                    .as("for the clock to log")
                    .isInstanceOf(RuntimeException.class)
                    .hasStackTraceContaining(thrown.getMessage());
            assertThat(done).containsExactly(3);
        });
    }

    /** On WildFly a tick in the middle of its transaction left that on its thread when the application went. */
    @Test
    void a_stop_waits_for_the_tick_that_runs() throws InterruptedException {
        var release = new CountDownLatch(1);
        var running = new CountDownLatch(1);
        var ended = new AtomicReference<Thread>();
        Ticker ticker = start(() -> {
            running.countDown();
            awaitQuietly(release);
            ended.set(Thread.currentThread());
        });
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        var stopping = new Thread(ticker::stop);
        stopping.start();
        Condition.await(
                "a stop that waits", Duration.ofSeconds(10), () -> stopping.getState() == Thread.State.TIMED_WAITING);
        assertThat(ended.get()).isNull();
        release.countDown();
        stopping.join();
        assertThat(ended.get()).isNotNull();
    }

    @Test
    void one_clock_that_waits_holds_no_other() throws InterruptedException {
        var release = new CountDownLatch(1);
        var held = new CountDownLatch(1);
        Ticker waiting = start(() -> {
            held.countDown();
            awaitQuietly(release);
        });
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();

        var ticks = new CountDownLatch(3);
        Ticker other = start(ticks::countDown);

        assertThat(ticks.await(10, TimeUnit.SECONDS)).isTrue();
        release.countDown();
        waiting.stop();
        other.stop();
    }

    @Test
    void a_stop_interrupts_no_tick_and_lets_none_follow() throws InterruptedException {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var ticks = new AtomicInteger();
        var thread = new AtomicReference<Thread>();
        Ticker ticker = start(() -> {
            ticks.incrementAndGet();
            thread.set(Thread.currentThread());
            running.countDown();
            awaitQuietly(release);
            ended.countDown();
        });
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

        ticker.stop();

        assertThat(thread.get().isInterrupted()).isFalse();
        release.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        thread.get().join(10_000);
        assertThat(thread.get().isAlive()).isFalse();
        assertThat(ticks).hasValue(1);
    }

    private static Ticker start(Runnable tick) {
        return Ticker.start("test", OFTEN, Thread::new, tick);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
