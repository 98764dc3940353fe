package io.snapdock.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work that fails is tried again until it passes, less and less often. */
class RetriesTest {
    private final Retries retries = new Retries();
    private final List<Long> tried = new ArrayList<>();
    private final long begin = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    private RuntimeException failure = new IllegalStateException("as planned");

    @Test
    void thePausesDoubleUpToAMinute() {
        retries.add("one", this::work);
        for (long second = 0; second < 200; second++) {
            tryAt(second);
        }
        assertThat(tried).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L);
    }

    @Test
    void whatPassesIsNotTriedAgain() {
        retries.add("one", this::work);
        tryAt(0);
        failure = null;
        tryAt(1);
        tryAt(100);
        assertThat(tried).containsExactly(0L, 1L);
    }

    @Test
    void oneThatFailsHoldsUpNoOther() {
        retries.add("one", this::work);
        var other = new ArrayList<String>();
        retries.add("other", () -> other.add("done"));
        assertThatThrownBy(() -> retries.tryDue(begin)).isSameAs(failure);
        assertThat(other).containsExactly("done");
    }

    /** On another thread it failed before the try was over: that is a new failure, and due at once. */
    @Test
    void workThatIsAddedWhileItRunsIsKept() {
        retries.add("one", () -> {
            retries.add("one", this::work);
            throw failure;
        });
        assertThatThrownBy(() -> retries.tryDue(begin)).isSameAs(failure);
        failure = null;
        retries.tryDue(begin);
        assertThat(tried).hasSize(1);
        assertThatCode(() -> retries.tryDue(begin + Duration.ofMinutes(2).toNanos()))
                .doesNotThrowAnyException();
        assertThat(tried).as("what failed first was replaced").hasSize(1);
    }

    private void tryAt(long second) {
        now = second;
        try {
            retries.tryDue(begin + Duration.ofSeconds(second).toNanos());
        } catch (IllegalStateException e) {
            assertThat(e).isSameAs(failure);
        }
    }

    private long now;

    private void work() {
        tried.add(now);
        if (failure != null) {
            throw failure;
        }
    }
}
