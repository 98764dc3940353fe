package io.snapdock.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Owners take turns, and a pool that stops is no fault of theirs. */
class FairPoolTest {
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private boolean isStopped;

    private final FairPool fair = new FairPool(
            work -> {
                if (isStopped) {
                    throw new RejectedExecutionException("stopped");
                }
                pool.add(work);
            },
            2);

    @Test
    void aStormOfOneOwnerDelaysAnotherByOneTask() {
        List.of("a1", "a2", "a3").forEach(this::ask);
        ask("b1");
        runAll();
        assertThat(done).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void moreOfOneOwnerIsRefused() {
        List.of("a1", "a2", "a3").forEach(this::ask);
        assertThatThrownBy(() -> ask("a4")).isInstanceOf(RejectedExecutionException.class);
        ask("b1");
    }

    @Test
    void whatWaitsWhenThePoolStopsIsDroppedWithoutAnError() {
        List.of("a1", "a2").forEach(this::ask);
        isStopped = true;
        runAll();
        assertThat(done).containsExactly("a1");
        assertThatThrownBy(() -> ask("a3"))
                .as("nothing of the owner is believed to run any more")
                .isInstanceOf(RejectedExecutionException.class);
    }

    private void ask(String task) {
        fair.execute(task.substring(0, 1), () -> done.add(task));
    }

    private void runAll() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }
}
