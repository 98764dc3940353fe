package io.snapdock.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader that checks others has to be right itself. */
class EventParserTest implements EventParser.Events {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final List<String> seen = new ArrayList<>();

    @Override
    public void event(EventParser parsed) {
        seen.add("event %d %s".formatted(parsed.sequence(), parsed.isStamped() ? numbers(parsed) : "other"));
    }

    private static String numbers(EventParser parsed) {
        return parsed.nanos() + "/" + parsed.publisher() + "/" + parsed.number();
    }

    @Override
    public void beat(EventParser parsed) {
        seen.add("beat " + parsed.sequence());
    }

    @Test
    void readsTheSameInPiecesOfAnySize() {
        byte[] answer = latin1(HEAD + chunk("retry: 3000\n\nid: e-4\nda") + chunk("ta: 17 2 5 xxx\n\n:\n\nid: e-5\n\n")
                + chunk("event: gap\r\nid: e-7\r\ndata: {\"firstId\":\"e-6\"}\r\n\r\ndata: 1 2 3 x\ndata: second\n\n")
                + "0\r\n\r\n");
        for (int size = 1; size < answer.length; size++) {
            seen.clear();
            var framing = new HttpFraming();
            var parser = new EventParser(this);
            for (int from = 0; from < answer.length; from += size) {
                framing.feed(answer, from, Math.min(answer.length, from + size), parser);
            }
            assertThat(seen)
                    .as("pieces of " + size)
                    .containsExactly(
                            "beat -1", "event 4 17/2/5", "beat -1", "beat 5", "event 7 other", "event -1 1/2/3");
            assertThat(framing.hasEnded()).isTrue();
            assertThat(framing.status()).isEqualTo(200);
            assertThat(parser.lastEventId()).isEqualTo("e-7");
        }
    }

    @Test
    void forgetsABlockThatItsConnectionBroke() {
        var parser = new EventParser(this);
        feed(parser, "id: e-1\ndata: 1 0 0 \n\nid: e-2\ndata: 2 0 1");
        parser.reconnected();
        feed(parser, "data: 3 0 1 \n\n");
        assertThat(seen).containsExactly("event 1 1/0/0", "event -1 3/0/1");
        assertThat(parser.lastEventId()).isEqualTo("e-1");
    }

    @Test
    void refusesWhatBrowsersWouldPassOver() {
        for (String wrong : List.of("evnt: x\n", "data: a\rb\n", "id: a\0b\n", "\nnonsense\n")) {
            assertThatThrownBy(() -> feed(new EventParser(this), wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> new HttpFraming()
                        .feed(latin1(HEAD + "4\r\n:\n\n\r\n"), 0, HEAD.length() + 8, new EventParser(this)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noticesLossAndDoubling() {
        var loop = new SwarmLoop("none", null, java.util.Map.of());
        var reader = new SwarmReader(loop, "/").expectAll();
        feed(reader.parser, event(0, 0) + event(0, 1) + event(1, 0) + event(0, 1) + event(0, 4));
        assertThat(reader.doubled()).isEqualTo(1);
        assertThat(reader.lost()).isEqualTo(2);
        assertThat(reader.events()).isEqualTo(4);
        feed(reader.parser, "id: e-9\n" + event(1, 1));
        assertThatThrownBy(() -> feed(reader.parser, "id: e-8\n" + event(1, 2)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void knowsPercentiles() {
        var latencies = new Latencies();
        for (int i = 1; i <= 10_000; i++) {
            latencies.record(i * 1000L);
        }
        assertThat(latencies.percentile(0.5).toNanos()).isBetween(5_000_000L, 5_100_000L);
        assertThat(latencies.percentile(0.99).toNanos()).isBetween(9_900_000L, 10_000_000L);
        assertThat(latencies.max().toNanos()).isEqualTo(10_000_000L);
    }

    private static String event(int publisher, int number) {
        return "data: 1 %d %d \n\n".formatted(publisher, number);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static void feed(EventParser parser, String text) {
        parser.feed(latin1(text), 0, text.length());
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
