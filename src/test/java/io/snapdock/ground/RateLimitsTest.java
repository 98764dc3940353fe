package io.snapdock.ground;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    @Test
    void holdsTheOneWhoDoesItTooOftenAndNobodyElse() {
        var limits = RateLimits.perMinute(3);
        assertThat(IntStream.range(0, 3).mapToObj(i -> limits.take("ana"))).allMatch(java.util.Optional::isEmpty);

        assertThat(limits.take("ana"))
                .hasValueSatisfying(wait -> assertThat(wait)
                        .isPositive()
                        .as("one comes back after a third of a minute")
                        .isLessThanOrEqualTo(Duration.ofSeconds(20)));
        assertThat(limits.take("ben")).isEmpty();
    }

    /** A refused try costs nothing: who goes on trying is let in as soon as who waits. */
    @Test
    void doesNotCountWhatItRefused() {
        var limits = RateLimits.perMinute(1);
        assertThat(limits.take("ana")).isEmpty();
        IntStream.range(0, 1_000).forEach(i -> assertThat(limits.take("ana")).isPresent());
        assertThat(limits.take("ana").orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void zeroIsNoLimit() {
        var limits = RateLimits.perMinute(0);
        IntStream.range(0, 1_000).forEach(i -> assertThat(limits.take("ana")).isEmpty());
    }

    @Test
    void takesAnyNumberOfOwners() {
        var limits = RateLimits.perMinute(1);
        IntStream.range(0, 200_000)
                .forEach(i -> assertThat(limits.take("owner" + i)).isEmpty());
    }
}
