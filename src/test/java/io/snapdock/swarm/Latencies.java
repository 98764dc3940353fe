package io.snapdock.swarm;

import java.time.Duration;

/**
 * A histogram of durations with a relative error below 1/64, of fixed size, without an object for each value. One thread
 * records; whoever reads does so after what was recorded has been counted elsewhere.
 */
public final class Latencies {
    private static final int SUB_BITS = 7;
    private static final int SUB = 1 << SUB_BITS;

    private final long[] counts = new long[SUB * (Long.SIZE - SUB_BITS + 1)];
    private long total;
    private long maxNanos;

    public void record(long nanos) {
        long value = Math.max(0, nanos);
        counts[bucket(value)]++;
        total++;
        maxNanos = Math.max(maxNanos, value);
    }

    public void add(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
        maxNanos = Math.max(maxNanos, other.maxNanos);
    }

    public long count() {
        return total;
    }

    public Duration max() {
        return Duration.ofNanos(maxNanos);
    }

    /** @param share 0.99 for what 99 % stay below, rounded up by at most 1/64 */
    public Duration percentile(double share) {
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos(Math.min(upperBound(i), maxNanos));
            }
        }
        return Duration.ZERO;
    }

    /** The first SUB values have a bucket each; above, each power of two uses the upper half of SUB. */
    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - SUB_BITS - Long.numberOfLeadingZeros(value));
        return shift * SUB + (int) (value >>> shift);
    }

    private static long upperBound(int bucket) {
        int shift = bucket / SUB;
        return ((long) (bucket % SUB + 1) << shift) - 1;
    }
}
