package io.snapdock.photo.darkroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private final FairQueue<String> queue = new FairQueue<>();

    @Test
    void a_dock_with_much_to_do_delays_another_by_one_piece_at_most() {
        for (int i = 1; i <= 10; i++) {
            queue.add("busy", "phone", 100, "busy " + i);
        }
        assertThat(queue.poll()).contains("busy 1");
        queue.add("other", "phone", 12, "other");

        assertThat(queue.poll()).contains("other");
        assertThat(all()).hasSize(9).startsWith("busy 2").endsWith("busy 10");
    }

    @Test
    void cost_counts_and_not_the_number_of_pieces() {
        for (int i = 1; i <= 6; i++) {
            queue.add("large", "phone", 30, "L" + i);
            queue.add("small", "phone", 10, "s" + i);
        }

        assertThat(all()).startsWith("L1", "s1", "s2", "s3", "L2", "s4", "s5", "s6");
    }

    @Test
    void phones_of_one_dock_take_turns() {
        queue.add("dock", "first", 10, "f1");
        queue.add("dock", "first", 10, "f2");
        queue.add("dock", "first", 10, "f3");
        queue.add("dock", "second", 10, "s1");
        queue.add("another", "third", 10, "t1");

        assertThat(all()).containsExactly("f1", "t1", "s1", "f2", "f3");
    }

    /** Or a dock that comes and goes would be before all others, and an old one behind all new ones. */
    @Test
    void who_comes_back_begins_beside_the_others() {
        queue.add("steady", "phone", 10, "s1");
        queue.add("steady", "phone", 10, "s2");
        queue.add("steady", "phone", 10, "s3");
        queue.add("guest", "phone", 10, "g1");
        assertThat(List.of(queue.poll(), queue.poll(), queue.poll()))
                .containsExactly(Optional.of("s1"), Optional.of("g1"), Optional.of("s2"));
        queue.add("guest", "phone", 10, "g2");
        queue.add("guest", "phone", 10, "g3");

        assertThat(all()).containsExactly("g2", "s3", "g3");
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        for (Optional<String> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            all.add(next.get());
        }
        return all;
    }
}
