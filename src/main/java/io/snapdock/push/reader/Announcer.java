package io.snapdock.push.reader;

import io.snapdock.push.log.LogLimits;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a topic's readers. One thread at a time goes round them; what is published meanwhile is taken along in the next round, joined
 * into fewer writes: sixteen publishers cost hardly more than one. A few readers are served by the publisher itself, at once; going round many
 * takes milliseconds, which are none of its business.
 */
final class Announcer {

    private static final Logger LOG = System.getLogger(Announcer.class.getName());

    /** Handing over costs about as much as this many writes. */
    private static final int FEW_READERS = 16;

    /** A publisher goes round for itself and once more for others; then it has its own work to do. */
    private static final int ROUNDS = 2;

    /** A pooled thread gives way to other topics now and then. */
    private static final int POOLED_ROUNDS = 100;

    /**
     * A publisher that is faster than a round lends a hand, and leaves the processor to the one who goes round: two milliseconds at most, for a
     * publication may come out of a round itself.
     */
    private static final int PAUSES = 20;

    private static final long PAUSE_NANOS = 100_000;

    private final Set<Reader> readers;
    private final Executor executor;
    private final long mostWaiting;
    private final long mostWaitingBytes;

    /** Publications not announced yet; who raises it from zero goes round, also for those who come meanwhile. */
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicLong waitingBytes = new AtomicLong();

    /** @param executor whose threads do nothing that waits */
    Announcer(Set<Reader> readers, LogLimits log, Executor executor) {
        this.readers = readers;
        this.executor = executor;
        this.mostWaiting = Math.max(1, log.events() / 4);
        this.mostWaitingBytes = log.bytes() / 4;
    }

    void announce(int bytes) {
        waitingBytes.addAndGet(bytes);
        if (waiting.getAndIncrement() == 0) {
            if (readers.size() <= FEW_READERS) {
                rounds(ROUNDS);
            } else {
                handOver();
            }
        } else {
            for (int pause = 0; pause < PAUSES && isBehind(); pause++) {
                wakeAll();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Whether publishers are about to drive the log past readers who do nothing wrong. */
    private boolean isBehind() {
        return waiting.get() >= mostWaiting || waitingBytes.get() >= mostWaitingBytes;
    }

    private void rounds(int most) {
        for (int round = 0; round < most; round++) {
            int announced = waiting.get();
            waitingBytes.set(0);
            wakeAll();
            if (waiting.addAndGet(-announced) == 0) {
                return;
            }
        }
        handOver();
    }

    /** Whatever one reader throws, all others are woken: a round that is not ended would be the topic's last. */
    private void wakeAll() {
        for (Reader reader : readers) {
            try {
                reader.wake();
            } catch (RejectedExecutionException e) {
                // The application stops.
                LOG.log(Level.DEBUG, "A reader was not woken", e);
            } catch (Throwable e) {
                LOG.log(Level.ERROR, "A reader failed", e);
            }
        }
    }

    private void handOver() {
        try {
            executor.execute(() -> rounds(POOLED_ROUNDS));
        } catch (RejectedExecutionException e) {
            // The application stops, and nobody else would do it.
            rounds(POOLED_ROUNDS);
        }
    }
}
