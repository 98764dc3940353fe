package io.snapdock.push.reader;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Spreads what would otherwise happen to all readers in the same moment. */
public final class Jitter {

    private Jitter() {}

    /** @param share at most so much more or less, 0 to 1 */
    public static Duration around(Duration middle, double share) {
        double factor = 1 - share + 2 * share * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (middle.toNanos() * factor));
    }
}
