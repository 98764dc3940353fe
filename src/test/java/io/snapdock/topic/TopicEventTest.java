package io.snapdock.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicEventTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "a\nb", "a\rb", "a\0b", "車", ".", "..", "a%20b", "a:b"})
    void refusesTopicsThatAreNone(String topic) {
        assertThatIllegalArgumentException().isThrownBy(() -> TopicEvent.message(topic, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\rb", "a\0b", "a\u0085b", "a\u2028b"})
    void refusesNamesThatCouldForgeAField(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> TopicEvent.named("t", name, ""));
    }

    @Test
    void hasBounds() {
        assertThat(TopicEvent.named("t".repeat(128), "n".repeat(128), "").data())
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> TopicEvent.message("t".repeat(129), ""));
        assertThatIllegalArgumentException().isThrownBy(() -> TopicEvent.named("t", "n".repeat(129), ""));
    }

    @Test
    void takesItsDataAtOnce() {
        var list = new ArrayList<>(List.of(1));
        var event = TopicEvent.message("t", list);
        list.add(2);
        assertThat(event).isEqualTo(new TopicEvent("t", "message", "[1]"));
    }

    @Test
    void progressStaysWithinItsBounds() {
        assertThat(Progress.step("x", 1, 3).progressPercentage()).isEqualTo(33);
        assertThat(Progress.completed("x", 3)).isEqualTo(new Progress("x", 100, 3, true));
        assertThat(Progress.step("Zählen", 0, 2).on("t").data())
                .isEqualTo("{\"completed\":false,\"currentTask\":\"Zählen\",\"noOftasks\":2,\"progressPercentage\":0}");
        assertThatIllegalArgumentException().isThrownBy(() -> new Progress("x", 101, 1, false));
    }
}
