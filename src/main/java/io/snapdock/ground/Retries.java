package io.snapdock.ground;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Work that has to pass in the end: tried until it does, after pauses that double from one second to one minute. Each piece has pauses of its own, so one that
 * fails for hours costs little, and holds up no other.
 *
 * <p>Kept in memory only: what is left when the application stops must be found again by its next start.
 */
public final class Retries {

    private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<Object, Waiting> waiting = new ConcurrentHashMap<>();

    /** @param pauseNanos until the next try, should this one fail */
    private record Waiting(Runnable work, long dueNanos, long pauseNanos) {

        Waiting afterFailure(long nowNanos) {
            return new Waiting(work, nowNanos + pauseNanos, Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS));
        }
    }

    /**
     * Takes work that has failed for the first time; it is due at once.
     *
     * @param name what it is about; takes the place of what waits by the same name
     */
    public void add(Object name, Runnable work) {
        waiting.put(name, new Waiting(work, System.nanoTime(), FIRST_PAUSE_NANOS));
    }

    /**
     * Tries all that is due: for a clock.
     *
     * @param nowNanos by {@link System#nanoTime}
     * @throws RuntimeException as {@link Ticker#forEach}
     */
    public void tryDue(long nowNanos) {
        Ticker.forEach(List.copyOf(waiting.entrySet()), one -> {
            Waiting due = one.getValue();
            // Taken out first: it may fail again at once, on another thread, which puts it in anew.
            if (nowNanos - due.dueNanos() >= 0 && waiting.remove(one.getKey(), due)) {
                try {
                    due.work().run();
                } catch (Throwable e) {
                    waiting.putIfAbsent(one.getKey(), due.afterFailure(nowNanos));
                    throw e;
                }
            }
        });
    }
}
