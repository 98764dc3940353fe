package io.snapdock.push.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The id of an event that is in several streams' answer, and the event itself. */
class PlacesTest {
    private static final List<String> NONE = Collections.nCopies(3, null);

    @Test
    void arePlacesInTheOrderOfTheStreams() {
        var text = Places.text(
                List.of(Optional.of(new EventId("a", 1)), Optional.empty(), Optional.of(new EventId("c", 3))));
        assertThat(text).isEqualTo("a-1.-.c-3");
        assertThat(Places.starts(text, NONE)).containsExactly(after("a", 1), Start.NOW, after("c", 3));
    }

    @Test
    void aFirstVisitBeginsWhereEachEntrySays() {
        assertThat(Places.starts(null, Arrays.asList("a-1", null, "earliest")))
                .containsExactly(after("a", 1), Start.NOW, new Start(Start.Kind.EARLIEST, Optional.empty()));
    }

    @Test
    void theHeaderWinsAndAStreamWithoutAPlaceKeepsItsOwn() {
        assertThat(Places.starts("a-7.-.-", Arrays.asList("a-1", "b-1", null)))
                .containsExactly(after("a", 7), after("b", 1), Start.NOW);
    }

    @Test
    void placesOfAnotherListAreAGapForAllAndNeverSilence() {
        var gap = new Start(Start.Kind.AFTER, Optional.empty());
        assertThat(Places.starts("a-1.b-2", NONE)).containsExactly(gap, gap, gap);
        assertThat(Places.starts("nonsense", NONE)).containsExactly(gap, gap, gap);
        assertThat(Places.starts("a-1..c-3", NONE).get(0)).isEqualTo(after("a", 1));
    }

    @Test
    void earliestCountsForAll() {
        assertThat(Places.starts("earliest", NONE))
                .allSatisfy(start -> assertThat(start.kind()).isEqualTo(Start.Kind.EARLIEST));
    }

    @Test
    void oneStreamAloneHasThePlaceThatItWouldHaveByItself() {
        assertThat(Places.text(List.of(Optional.of(new EventId("a", 1))))).isEqualTo("a-1");
    }

    @Test
    void aBlockGetsANameAndThePlacesAndKeepsItsData() {
        var event = PushEvent.lasting("photo", "{\"a\": 1}\nevent: no\nid: no\n車");
        byte[] block = EventEncoder.block(new EventId("a", 1), EventEncoder.body(event));
        assertThat(named(block)).isEqualTo("""
                        id: a-1.-
                        event: dock/x photo
                        data: {"a": 1}
                        data: event: no
                        data: id: no
                        data: 車

                        """);
    }

    @Test
    void plainDataIsNamedTooAndWhatPassesHasNoId() {
        assertThat(named(EventEncoder.block(EventEncoder.body(PushEvent.passing(PushEvent.MESSAGE, "\n")))))
                .isEqualTo("event: dock/x message\ndata: \ndata: \n\n");
    }

    @Test
    void commentsStay() {
        var event = new PushEvent(
                PushEvent.MESSAGE, Optional.empty(), Optional.of("data: no"), Optional.empty(), PushEvent.Kind.PASSING);
        assertThat(named(EventEncoder.block(EventEncoder.body(event)))).isEqualTo(": data: no\n\n");
    }

    private static Start after(String epoch, long sequence) {
        return new Start(Start.Kind.AFTER, Optional.of(new EventId(epoch, sequence)));
    }

    private static String named(byte[] block) {
        var out = new ByteArrayOutputStream();
        NamedBlock.append(out, block, "dock/x", "a-1.-");
        return out.toString(StandardCharsets.UTF_8);
    }
}
