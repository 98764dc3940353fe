package io.snapdock.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Call;
import io.snapdock.support.EventReader;
import io.snapdock.support.EventReader.Event;
import io.snapdock.support.ServerIT;
import io.snapdock.support.ServerKind;
import io.snapdock.support.SharedSettings;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** General topics over REST, as a host app's other systems use them. */
@Tag("http")
class TopicsIT extends ServerIT {
    private static final String KEY = SharedSettings.get("snapdock.topics.publish-key");

    private final DockClient client = new DockClient(BASE);
    private final String topic = "orders." + UUID.randomUUID();

    @Test
    void whatIsPublishedReachesTheReaders() {
        try (var reader = read("");
                var other = read("")) {
            assertThat(reader.headers().firstValue("Cache-Control")).contains("no-store, no-transform");
            assertThat(reader.headers().firstValue("X-Accel-Buffering")).contains("no");
            awaitBeginning(reader);
            awaitBeginning(other);
            var plain = publish("", "one\ntwo");
            var named = publish("?event=order-paid", "{\"total\": 12}");
            for (var each : List.of(reader, other)) {
                assertThat(each.next()).isEqualTo(new Event(plain, "message", "one\ntwo"));
                assertThat(each.next()).isEqualTo(new Event(named, "order-paid", "{\"total\": 12}"));
            }
            assertThat(reader.retryMillis()).isBetween(1_500L, 2_500L);
        }
    }

    @Test
    void aReaderThatComesBackMissesNothing() {
        String left;
        try (var reader = read("")) {
            awaitBeginning(reader);
            // Before the first event, too, there is a place to come back to.
            left = reader.lastEventId();
        }
        IntStream.rangeClosed(1, 5).forEach(i -> publish("", "" + i));
        try (var reader = read("?lastEventId=" + left)) {
            assertThat(data(reader, 5)).containsExactly("1", "2", "3", "4", "5");
            left = reader.events().get(2).id();
        }
        try (var reader = call("GET", "?lastEventId=earliest").header("Last-Event-ID", left).stream()) {
            assertThat(data(reader, 2)).as("the header wins").containsExactly("4", "5");
        }
        try (var reader = read("?lastEventId=earliest")) {
            assertThat(data(reader, 5)).containsExactly("1", "2", "3", "4", "5");
            assertThat(reader.has("gap")).isFalse();
        }
    }

    @Test
    void theEarliestIsAGapWhenTheFirstEventsAreNotHeldAnyMore() {
        IntStream.rangeClosed(1, 1_002).forEach(i -> publish("", "" + i));
        try (var reader = read("?lastEventId=earliest")) {
            var gap = reader.next();
            assertThat(gap.name()).isEqualTo("gap");
            var first = reader.next();
            assertThat(first.data()).isEqualTo("3");
            assertThat(gap.json().getString("firstId")).isEqualTo(first.id());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-1", "nonsense", "%00", "-", "車"})
    void anUnknownPlaceIsAGapAndAllThatIsHeldFollows(String id) {
        var first = publish("", "1");
        publish("", "2");
        try (var reader = read("?lastEventId=" + encoded(id))) {
            var gap = reader.next();
            assertThat(gap.name()).isEqualTo("gap");
            assertThat(gap.json().getString("firstId")).isEqualTo(first);
            assertThat(data(reader, 2)).containsExactly("1", "2");
            assertThat(gap.id()).as("who leaves here comes back here").isNotEqualTo(first);
            try (var back = read("?lastEventId=" + gap.id())) {
                assertThat(data(back, 2)).containsExactly("1", "2");
                assertThat(back.has("gap")).isFalse();
            }
        }
    }

    @Test
    void theSameIdIsTheSameEvent() {
        try (var reader = read("")) {
            awaitBeginning(reader);
            var first = publish("?id=invoice%207", "first");
            assertThat(publish("?id=invoice%207", "again")).isEqualTo(first);
            var other = publish("?id=invoice%208", "other");
            assertThat(reader.next()).isEqualTo(new Event(first, "message", "first"));
            assertThat(reader.next()).isEqualTo(new Event(other, "message", "other"));
        }
    }

    @Test
    void publishingTakesTheKey() {
        client.call("POST", path("")).body("text/plain", new byte[1]).send().expectProblem(403, "publish-forbidden");
        client.call("POST", path(""))
                .key("not-the-publish-key")
                .body("text/plain", new byte[1])
                .send()
                .expectProblem(403, "publish-forbidden");
    }

    @ParameterizedTest
    // A NUL in a path is refused by Payara itself.
    @ValueSource(strings = {"a%0Ab", "a%0Db", "a%20b", "a%3Ab", "%E8%BB%8A", "a%2Cb"})
    void topicsHavePlainNames(String name) {
        assumeFalse(
                name.contains("%3A") && ServerKind.underTest() == ServerKind.GLASSFISH,
                "GlassFish answers 503 to a colon (eclipse-ee4j/glassfish#25749)");
        assumeFalse(
                name.contains("%0") && ServerKind.underTest() == ServerKind.LIBERTY,
                "Liberty refuses control characters itself, with 400");
        client.call("POST", "api/topics/" + name + "/events")
                .key(KEY)
                .body("text/plain", new byte[1])
                .send()
                .expectProblem(400, "topic-invalid");
        client.call("GET", "api/topics/" + name + "/events").send().expectProblem(400, "topic-invalid");
    }

    @Test
    void topicsNamesHaveABound() {
        client.call("GET", "api/topics/" + "a".repeat(129) + "/events").send().expectProblem(400, "topic-invalid");
        client.call("POST", "api/topics/" + "a".repeat(128) + "/events")
                .key(KEY)
                .body("text/plain", new byte[1])
                .send()
                .expect(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a%0Ab", "a%0Db", "a%00b", "a%0Adata:x", "%E2%80%A8", "%C2%85"})
    void namesAndIdsThatCouldForgeAFieldAreRefused(String text) {
        try (var reader = read("")) {
            awaitBeginning(reader);
            for (var parameter : List.of("event", "id")) {
                call("POST", "?" + parameter + "=" + text)
                        .key(KEY)
                        .body("text/plain", new byte[1])
                        .send()
                        .expectProblem(400, parameter.equals("id") ? "event-id-invalid" : "event-name-invalid");
            }
            var next = publish("?event=next", "");
            assertThat(reader.next()).isEqualTo(new Event(next, "next", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "error", "gap"})
    void namesThatBrowsersAndTheEngineKeepForThemselvesAreRefused(String name) {
        call("POST", "?event=" + name)
                .key(KEY)
                .body("text/plain", new byte[1])
                .send()
                .expectProblem(400, "event-name-invalid");
        publish("?event=" + name + "ed", "");
        publish("?event=" + name.toUpperCase(Locale.ROOT), "");
        publish("?event=message", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\nevent: forged\ndata: x",
                "\r\rid: 1-1\r\r",
                "a\r\n\r\nretry: 1\r\n\r\n",
                "\u0000id: 0",
                ":",
                " "
            })
    void dataForgesNothing(String text) {
        try (var reader = read("")) {
            awaitBeginning(reader);
            long retry = reader.retryMillis();
            var id = publish("?event=e", text);
            assertThat(reader.next())
                    .isEqualTo(new Event(id, "e", text.replace("\r\n", "\n").replace("\r", "\n")));
            publish("?event=end", "");
            assertThat(reader.next().name()).isEqualTo("end");
            assertThat(reader.retryMillis()).isEqualTo(retry);
        }
    }

    @Test
    void aBodyHasABoundAndIsText() {
        var greatest = "x".repeat(64 * 1024);
        try (var reader = read("")) {
            awaitBeginning(reader);
            publish("", greatest);
            assertThat(reader.next().data()).isEqualTo(greatest);
        }
        call("POST", "")
                .key(KEY)
                .body("text/plain", (greatest + "x").getBytes(StandardCharsets.US_ASCII))
                .send()
                .expectProblem(413, "event-too-large");
        call("POST", "")
                .key(KEY)
                .bodyWithoutLength("text/plain", () -> new ByteArrayInputStream(new byte[200_000]))
                .send()
                .expectProblem(413, "event-too-large");
        call("POST", "")
                .key(KEY)
                .body("text/plain", new byte[] {'a', (byte) 0xC3, 'b'})
                .send()
                .expectProblem(400, "event-not-text");
        call("POST", "").key(KEY).body("text/plain", new byte[0]).send().expect(202);
    }

    @Test
    void headAsksAndOpensNothing() {
        long before = metric("snapdock_push_readers_opened_total");
        var answer = call("HEAD", "").send().expect(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(metric("snapdock_push_readers_opened_total")).isEqualTo(before);
    }

    @Test
    void metricsCountWhatHappens() {
        client.call("GET", "api/metrics").send().expectProblem(403, "metrics-forbidden");
        long events = metric("snapdock_push_events_total");
        long deliveries = metric("snapdock_push_deliveries_total");
        // Not how many are open: those of the tests before leave when their heartbeats find out.
        long opened = metric("snapdock_push_readers_opened_total");
        try (var reader = read("")) {
            awaitBeginning(reader);
            assertThat(metric("snapdock_push_readers_opened_total")).isEqualTo(opened + 1);
            assertThat(metric("snapdock_push_readers")).isPositive();
            publish("", "x");
            reader.next();
        }
        assertThat(metric("snapdock_push_events_total")).isGreaterThan(events);
        assertThat(metric("snapdock_push_deliveries_total")).isGreaterThan(deliveries);
        assertThat(metric("snapdock_push_readers_closed_total{reason=\"stalled\"}"))
                .isNotNegative();
    }

    /** What is published before the reader's stream has begun is not for it. */
    private static void awaitBeginning(EventReader reader) {
        Condition.await(
                "the reader's place",
                Duration.ofSeconds(10),
                () -> !reader.lastEventId().isEmpty());
    }

    private long metric(String name) {
        return client.call("GET", "api/metrics")
                .key(SharedSettings.get("snapdock.metrics.key"))
                .send()
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> data(EventReader reader, int count) {
        return IntStream.range(0, count)
                .mapToObj(any -> reader.next("message").data())
                .toList();
    }

    private EventReader read(String query) {
        return call("GET", query).stream();
    }

    private String publish(String query, String text) {
        return call("POST", query)
                .key(KEY)
                .body("text/plain", text.getBytes(StandardCharsets.UTF_8))
                .send()
                .expect(202)
                .json()
                .getString("id");
    }

    private Call call(String method, String query) {
        return client.call(method, path(query));
    }

    private String path(String query) {
        return "api/topics/" + topic + "/events" + query;
    }

    private static String encoded(String text) {
        return text.startsWith("%") ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
