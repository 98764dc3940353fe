package io.snapdock.ground;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets each owner, an address for example, do one kind of thing so often a minute: all of that at once, and then as evenly as it comes back. What one
 * owner uses up is nobody else's.
 *
 * <p>Owners are forgotten a minute after they did something last, when theirs is full again anyway, and earlier where there are more of them than anyone honest
 * brings: who has so many addresses is not held by their number.
 */
public final class RateLimits {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Some 200 bytes each. */
    private static final int MAX_OWNERS = 50_000;

    private final int most;

    /** Tidied by whoever comes, not on the common pool's threads, which know no application. */
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_OWNERS)
            .expireAfterAccess(MINUTE)
            .executor(Runnable::run)
            .build();

    private RateLimits(int most) {
        this.most = most;
    }

    /** @param most for each owner; 0 for no limit */
    public static RateLimits perMinute(int most) {
        return new RateLimits(most);
    }

    /**
     * Counts one more.
     *
     * @return how long the owner has to wait, when it was too often; then it is not counted
     */
    public Optional<Duration> take(String owner) {
        if (most == 0) {
            return Optional.empty();
        }
        ConsumptionProbe probe = buckets.get(owner, any -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, MINUTE))
                .build();
    }
}
