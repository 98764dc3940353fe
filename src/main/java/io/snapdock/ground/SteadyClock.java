package io.snapdock.ground;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time of day, but for jumps: somebody may set the machine's clock by hours, and a virtual machine may be woken after a day. Small steps are followed, as
 * time servers make them. A jump is not, until {@link #follow} is called: by then whoever has times in store has moved them, so that nothing ends only because the
 * clock was set.
 */
public final class SteadyClock extends Clock {

    /** Two looks lie a second apart. In it no clock is off by so much unless it was set. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Clock wall;
    private final LongSupplier nanos;
    private volatile Base base;

    /** Where the time was known, by both clocks. */
    private record Base(Instant instant, long nanos) {}

    public SteadyClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    /** @param nanos never jumps, as {@link System#nanoTime()} */
    SteadyClock(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.base = new Base(wall.instant(), nanos.getAsLong());
    }

    @Override
    public Instant instant() {
        Base known = base;
        return known.instant().plusNanos(nanos.getAsLong() - known.nanos());
    }

    /**
     * Looks at the wall clock, and follows a small step. To be called every second or so.
     *
     * @return how far the wall clock has jumped ahead, negative for back; zero when it has not
     */
    public synchronized Duration look() {
        long now = nanos.getAsLong();
        Instant seen = wall.instant();
        Duration ahead = Duration.between(base.instant().plusNanos(now - base.nanos()), seen);
        if (ahead.abs().compareTo(STEP) > 0) {
            return ahead;
        }
        base = new Base(seen, now);
        return Duration.ZERO;
    }

    /** Follows a jump that {@link #look} has reported. */
    public synchronized void follow(Duration jump) {
        base = new Base(base.instant().plus(jump), base.nanos());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("All times are in UTC here");
    }
}
