package io.snapdock.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.support.Thrown;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolTest {

    @Test
    void a_stop_lets_what_runs_end_without_an_interrupt_and_drops_what_waits() throws InterruptedException {
        Pool pool = Pool.of("test", 1, Thread::new);
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        var second = new AtomicBoolean();
        pool.execute(() -> {
            running.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        pool.execute(() -> second.set(true));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

        var stopping = new Thread(pool::stop);
        stopping.start();
        while (stopping.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        release.countDown();
        stopping.join(10_000);

        assertThat(interrupted).isFalse();
        assertThat(second).isFalse();
        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void a_bounded_pool_refuses_what_is_too_much() throws InterruptedException {
        Pool pool = Pool.bounded("test", 1, 1, Thread::new);
        var release = new CountDownLatch(1);
        var done = new CountDownLatch(2);
        Runnable work = () -> {
            awaitQuietly(release);
            done.countDown();
        };
        pool.execute(work);
        pool.execute(work);

        assertThatThrownBy(() -> pool.execute(work)).isInstanceOf(RejectedExecutionException.class);

        release.countDown();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        pool.stop();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void work_that_throws_costs_no_thread() throws InterruptedException {
        var threads = new AtomicInteger();
        Pool pool = Pool.of("test", 1, work -> {
            threads.incrementAndGet();
            return new Thread(work);
        });
        Thrown.ofEachKind()
                .forEach(thrown -> pool.execute(() -> {
                    throw Thrown.silently(thrown);
                }));
        var last = new CountDownLatch(1);
        pool.execute(last::countDown);

        assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasValue(1);
        pool.stop();
    }
}
