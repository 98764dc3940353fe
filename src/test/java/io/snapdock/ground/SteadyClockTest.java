package io.snapdock.ground;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private Instant wall = NOON;
    private long nanos = 42;
    private final SteadyClock clock = new SteadyClock(
            new Clock() {
                @Override
                public Instant instant() {
                    return wall;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    throw new UnsupportedOperationException();
                }
            },
            () -> nanos);

    @Test
    void goesWithTime() {
        pass(Duration.ofSeconds(90));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(90));
        assertThat(clock.look()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2H", "-PT2H", "P20000D", "-P20000D", "PT6S"})
    void followsNoJumpByItself(String jump) {
        wall = wall.plus(Duration.parse(jump));
        assertThat(clock.instant()).isEqualTo(NOON);
        pass(Duration.ofSeconds(1));
        assertThat(clock.look()).isEqualTo(Duration.parse(jump));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));

        clock.follow(Duration.parse(jump));
        assertThat(clock.instant()).isEqualTo(wall);
        assertThat(clock.look()).isZero();
    }

    @Test
    void forgetsAJumpThatWasTakenBack() {
        wall = wall.plus(Duration.ofHours(2));
        assertThat(clock.look()).isEqualTo(Duration.ofHours(2));
        wall = wall.minus(Duration.ofHours(2));
        assertThat(clock.look()).isZero();
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    /** As time servers do: slowly, or by a step of a second at the most. */
    @Test
    void followsSmallSteps() {
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(1));
            wall = wall.plusMillis(300);
            assertThat(clock.look()).isZero();
            assertThat(clock.instant()).isEqualTo(wall);
        }
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }
}
