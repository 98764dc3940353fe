package io.snapdock.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final Changes changes = new Changes(4);

    @Test
    void eachIsTakenOnceTheLongestWaitingFirst() {
        List.of("b", "a", "b", "c").forEach(changes::add);
        assertThat(changes.take(2)).containsExactly("b", "a");
        changes.add("b");
        assertThat(changes.take(9)).containsExactly("c", "b");
        assertThat(changes.take(9)).isEmpty();
    }

    @Test
    void whatCouldNotBeToldComesFirstAgain() {
        List.of("a", "b").forEach(changes::add);
        List<String> taken = changes.take(1);
        changes.add("c");
        changes.giveBack(taken);
        assertThat(changes.take(9)).containsExactly("a", "b", "c");
        assertThat(changes.takeOverrun()).isFalse();
    }

    @Test
    void tooManyAreNotKept() {
        List.of("a", "b", "c", "d", "a").forEach(changes::add);
        assertThat(changes.takeOverrun()).isFalse();
        changes.add("e");
        assertThat(changes.take(9)).isEmpty();
        assertThat(changes.takeOverrun()).isTrue();
        assertThat(changes.takeOverrun()).isFalse();
        changes.add("f");
        assertThat(changes.take(9)).containsExactly("f");
    }
}
