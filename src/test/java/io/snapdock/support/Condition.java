package io.snapdock.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Something that a test waits for. Tests wait for conditions, never for time. */
@FunctionalInterface
public interface Condition {
    /** An exception counts as "not yet"; the last one becomes the cause when the time is up. */
    boolean holds() throws Exception;

    /**
     * Asks every 20 ms until the condition holds.
     *
     * @param what ends the sentence "Waited 5 s for …"
     */
    static void await(String what, Duration atMost, Condition condition) {
        var end = Instant.now().plus(atMost);
        Exception last = null;
        while (Instant.now().isBefore(end)) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("Waited %d s for %s".formatted(atMost.toSeconds(), what), last);
    }
}
