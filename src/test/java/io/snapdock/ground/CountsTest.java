package io.snapdock.ground;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountsTest {

    private final Counts counts = new Counts();

    @Test
    void one_owner_at_its_bound_keeps_no_other_out() {
        assertThat(counts.enter("a", 2)).isTrue();
        assertThat(counts.enter("a", 2)).isTrue();
        assertThat(counts.enter("a", 2)).isFalse();
        assertThat(counts.enter("b", 2)).isTrue();
        assertThat(counts.of("a")).isEqualTo(2);
    }

    @Test
    void who_leaves_makes_room() {
        counts.enter("a", 1);
        counts.leave("a");
        assertThat(counts.of("a")).isZero();
        assertThat(counts.enter("a", 1)).isTrue();
    }

    @Test
    void leaving_without_having_come_counts_nothing() {
        counts.leave("a");
        assertThat(counts.enter("a", 1)).isTrue();
        assertThat(counts.enter("a", 1)).isFalse();
    }
}
