package io.snapdock.push.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class EventEncoderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one|data: one\\n",
                "''|data: \\n",
                "a\\nb|data: a\\ndata: b\\n",
                "a\\rb|data: a\\ndata: b\\n",
                "a\\r\\nb|data: a\\ndata: b\\n",
                "a\\n\\rb|data: a\\ndata: \\ndata: b\\n",
                "a\\n|data: a\\ndata: \\n",
                "\\n\\n|data: \\ndata: \\ndata: \\n",
                "id: 7\\nevent: forged|data: id: 7\\ndata: event: forged\\n",
                " 拍照 ✓|data:  拍照 ✓\\n",
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void splitsDataAtEveryLineEnd(String data, String fields) {
        byte[] block = EventEncoder.block(EventEncoder.body(PushEvent.lasting("e", unescaped(data))));
        assertThat(text(block)).isEqualTo("event: e\n" + unescaped(fields) + "\n");
    }

    @Test
    void writesTheId() {
        byte[] block = EventEncoder.block(new EventId("abc", 7), EventEncoder.body(PushEvent.lasting("e", "d")));
        assertThat(text(block)).isEqualTo("id: abc-7\nevent: e\ndata: d\n\n");
    }

    @Test
    void plainDataHasNoName() {
        assertThat(text(EventEncoder.body(PushEvent.lasting(PushEvent.MESSAGE, "d"))))
                .isEqualTo("data: d\n");
    }

    @Test
    void splitsCommentsAndWritesRetry() {
        var event = new PushEvent(
                "e",
                Optional.empty(),
                Optional.of("one\ndata: forged\rtwo"),
                Optional.of(Duration.ofMillis(1500)),
                PushEvent.Kind.PASSING);
        assertThat(text(EventEncoder.block(EventEncoder.body(event))))
                .isEqualTo(": one\n: data: forged\n: two\nretry: 1500\n\n");
    }

    @Test
    void keepsCharactersOfAllKinds() {
        var text = "\u0000\u0085\u2028\u2029\uFEFF車\uD83D\uDE42";
        assertThat(text(EventEncoder.body(PushEvent.lasting("e", text)))).isEqualTo("event: e\ndata: " + text + "\n");
    }

    @Test
    void aSurrogateWithoutItsPairBecomesAQuestionMarkAndForgesNothing() {
        assertThat(text(EventEncoder.body(PushEvent.lasting("e", "a\uD83D")))).isEqualTo("event: e\ndata: a?\n");
    }

    @Test
    void objectsAreJsonAndTextsAreThemselves() {
        assertThat(EventData.text("a\n\"b\"")).isEqualTo("a\n\"b\"");
        assertThat(EventData.text(new Point(1, "二"))).isEqualTo("{\"name\":\"二\",\"x\":1}");
        assertThat(EventData.text(7)).isEqualTo("7");
    }

    /** What JSON-B writes: it wants it public. */
    public record Point(int x, String name) {}

    @Test
    void beatsWithAnIdAndNoData() {
        assertThat(text(EventEncoder.heartbeat(new EventId("abc", 7)))).isEqualTo("id: abc-7\n\n");
        assertThat(text(EventEncoder.retry(Duration.ofSeconds(2)))).isEqualTo("retry: 2000\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\rb", "a\0b"})
    void refusesNamesThatCouldForgeAField(String name) {
        assertThatThrownBy(() -> PushEvent.lasting(name, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "abc-",
                "-1",
                "abc-1\n",
                "abc-1 ",
                "ABC-1",
                "a_b-1",
                "abc-12345678901234567890",
                "abc--1"
            })
    void readsOnlyIdsOfItsOwnForm(String text) {
        assertThat(EventId.parse(text)).isEmpty();
        assertThat(EventId.parse(null)).isEmpty();
        assertThat(EventId.parse("abc-0")).contains(new EventId("abc", 0));
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r");
    }

    private static String text(byte[] block) {
        return new String(block, StandardCharsets.UTF_8);
    }
}
