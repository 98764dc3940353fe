package io.snapdock.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.EventReader;
import io.snapdock.support.EventReader.Event;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import io.snapdock.support.SharedSettings;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several docks and topics in one stream. */
@Tag("http")
class EventsIT extends ServerIT {
    private static final String KEY = SharedSettings.get("snapdock.topics.publish-key");
    private static final String WRONG = "A".repeat(22);
    private static final byte[] PICTURE = Pictures.jpeg(64, 48);

    private final DockClient client = new DockClient(BASE);
    private final String topic = "many." + UUID.randomUUID();

    @Test
    void severalDocksAndATopicComeInOneStream() {
        var one = client.open("{\"title\": \"one\"}");
        var two = client.open("{\"title\": \"two\"}");
        var phone = two.join("Ana");
        try (var reader = read(dock(one, one.ownerKey()), dock(two, phone.key()), topic())) {
            assertThat(reader.status()).isEqualTo(200);
            assertThat(reader.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(reader.headers().firstValue("Cache-Control")).contains("no-store, no-transform");
            assertThat(reader.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(of(reader, one, "snapshot").json().getString("title")).isEqualTo("one");
            assertThat(of(reader, two, "snapshot").json().getString("title")).isEqualTo("two");

            var photo = one.photo(PICTURE, "").getString("id");
            assertThat(of(reader, one, "photo-received").json().getString("id")).isEqualTo(photo);
            publish("", "plain\ntext");
            assertThat(reader.next("topic/" + topic + " message").data()).isEqualTo("plain\ntext");
            publish("?event=order-paid", "{\"total\": 12}");
            assertThat(reader.next("topic/" + topic + " order-paid").data()).isEqualTo("{\"total\": 12}");
            two.photo(PICTURE, "");
            // As a phone reads it: less of what others have sent.
            assertThat(of(reader, two, "photo-received").json()).doesNotContainKey("sha256");
            assertThat(reader.lastEventId().split("\\."))
                    .hasSize(3)
                    .allSatisfy(place -> assertThat(place).matches("[a-z0-9]+-[0-9]+"));
            assertThat(reader.retryMillis()).isBetween(1_500L, 2_500L);
        }
    }

    /** What the dock's own stream says, byte for byte. */
    @Test
    void whatOneTellsIsWhatItTellsAlone() {
        var dock = client.open();
        var other = client.open();
        try (var alone = dock.events(dock.ownerKey());
                var reader = read(dock(other, other.ownerKey()), dock(dock, dock.ownerKey()))) {
            alone.next("snapshot");
            of(reader, dock, "snapshot");
            dock.photo(PICTURE, "?name=%C3%BC.jpg");
            dock.join("車");
            var last = alone.next("phone-joined");
            of(reader, dock, "phone-joined");
            var prefix = "dock/" + dock.id() + " ";
            var mine = reader.events().stream()
                    .filter(event ->
                            event.name().startsWith(prefix) && !event.name().endsWith(" snapshot"))
                    .map(event -> event.name().substring(prefix.length()) + " " + event.data())
                    .toList();
            var his = alone.events().stream()
                    .filter(event -> !event.name().equals("snapshot"))
                    .map(event -> event.name() + " " + event.data())
                    .toList();
            assertThat(mine).isEqualTo(his).hasSizeGreaterThan(2);
            assertThat(reader.lastEventId()).endsWith("." + last.id());
        }
    }

    @Test
    void aWrongKeyIsRefusedByItself() {
        var dock = client.open();
        var other = client.open();
        try (var reader = read(dock(other, WRONG), dock(dock, dock.ownerKey()))) {
            var refused = of(reader, other, "refused");
            assertThat(refused.id()).isNull();
            assertThat(refused.json().getString("code")).isEqualTo("dock-unavailable");
            assertThat(refused.json().getInt("status")).isEqualTo(404);
            of(reader, dock, "snapshot");
            dock.photo(PICTURE, "");
            assertThat(of(reader, dock, "photo-received").id()).startsWith("-.");
        }
    }

    @Test
    void whenAllAreRefusedTheStreamSaysSoAndEnds() {
        var dock = client.open();
        dock.owner("DELETE", "").send().expect(204);
        try (var reader = read(dock(dock, dock.ownerKey()), entry().add("dock", "unknown"))) {
            reader.awaitEnd();
            assertThat(reader.events())
                    .extracting(Event::name)
                    .containsExactly("dock/" + dock.id() + " refused", "dock/unknown refused");
        }
    }

    @Test
    void aDockThatEndsTellsSoAndTheOthersGoOn() {
        var one = client.open();
        var two = client.open();
        try (var reader = read(dock(one, one.ownerKey()), dock(two, two.ownerKey()))) {
            of(reader, one, "snapshot");
            of(reader, two, "snapshot");
            one.owner("DELETE", "").send().expect(204);
            assertThat(of(reader, one, "dock-closed").json().getString("reason"))
                    .isEqualTo("CLOSED");
            two.photo(PICTURE, "");
            of(reader, two, "photo-received");
            two.owner("DELETE", "").send().expect(204);
            of(reader, two, "dock-closed");
            reader.awaitEnd();
        }
    }

    @Test
    void whoComesBackWithThePlacesMissesNothingInAnyAndNothingComesTwice() {
        var one = client.open();
        var two = client.open();
        var list = new JsonObjectBuilder[] {dock(one, one.ownerKey()), dock(two, two.ownerKey()), topic()};
        String left;
        try (var reader = read(list)) {
            of(reader, one, "snapshot");
            of(reader, two, "snapshot");
            one.join("before");
            of(reader, one, "phone-joined");
            left = reader.lastEventId();
        }
        one.join("missed by one");
        publish("?event=missed", "x");
        try (var reader = client.call("POST", "api/events").header("Last-Event-ID", left).json(json(list)).stream()) {
            assertThat(of(reader, one, "phone-joined").json().getString("name")).isEqualTo("missed by one");
            reader.next("topic/" + topic + " missed");
            two.join("new");
            of(reader, two, "phone-joined");
            assertThat(reader.names())
                    .doesNotContain("dock/" + one.id() + " snapshot", "dock/" + two.id() + " snapshot");
            assertThat(reader.names()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aPlaceOfAnEarlierLifeIsAGapOfItsOwn() {
        var dock = client.open();
        publish("", "held");
        String place = placeOf(dock);
        dock.join("missed");
        try (var reader = read(
                dock(dock, dock.ownerKey()).add("lastEventId", place),
                entry().add("topic", topic).add("lastEventId", "earlierlife-7"))) {
            assertThat(reader.next("topic/" + topic + " gap").json()).containsKey("firstId");
            assertThat(reader.next("topic/" + topic + " message").data()).isEqualTo("held");
            Condition.await(
                    "the dock's", Duration.ofSeconds(10), () -> reader.has("dock/" + dock.id() + " phone-joined"));
            assertThat(reader.names()).doesNotContain("dock/" + dock.id() + " snapshot", "dock/" + dock.id() + " gap");
        }
    }

    /** An idle stream tells its places, so that who leaves before the first event comes back to them. */
    @Test
    void aSignOfLifeHasThePlaces() {
        try (var reader = read(topic())) {
            Condition.await(
                    "a place",
                    Duration.ofSeconds(10),
                    () -> !reader.lastEventId().isEmpty());
            int beats = reader.beats();
            Condition.await("a beat", Duration.ofSeconds(20), () -> reader.beats() > beats);
            assertThat(reader.events()).isEmpty();
        }
    }

    @Test
    void topicsAreReadByAnEventSourceToo() {
        String other = topic + ".other";
        try (var reader = client.call("GET", "api/events?topic=" + topic + "&topic=" + other).stream()) {
            Condition.await("the beginning", Duration.ofSeconds(10), () -> reader.beats() > 0);
            publish("?event=a", "1");
            client.call("POST", "api/topics/" + other + "/events?event=b")
                    .key(KEY)
                    .body("text/plain", new byte[] {'2'})
                    .send()
                    .expect(202);
            assertThat(reader.next("topic/" + topic + " a").data()).isEqualTo("1");
            assertThat(reader.next("topic/" + other + " b").data()).isEqualTo("2");
        }
        client.call("HEAD", "api/events?topic=" + topic).send().expect(200);
        client.call("GET", "api/events").send().expectProblem(400, "query-invalid");
        client.call("GET", "api/events?topic=a&topic=a").send().expectProblem(400, "query-invalid");
        client.call("GET", "api/events?topic=a&topic=b%20c").send().expectProblem(400, "topic-invalid");
    }

    /** Another program's reader, which comes back by itself, with the same body and the last id. */
    @Test
    void isReadByOkHttp() throws Exception {
        var one = client.open();
        var two = client.open();
        String body = json(dock(one, one.ownerKey()), dock(two, two.ownerKey()));
        try (var source = new EventSource.Builder(ConnectStrategy.http(BASE.resolve("api/events"))
                        .methodAndBody("POST", RequestBody.create(body, MediaType.get("application/json")))
                        .readTimeout(20, TimeUnit.SECONDS))
                .errorStrategy(ErrorStrategy.alwaysThrow())
                .retryDelay(1, TimeUnit.MILLISECONDS)
                .build()) {
            source.start();
            named(source, "dock/" + one.id() + " snapshot");
            named(source, "dock/" + two.id() + " snapshot");
            source.stop();
            var missed = two.photo(PICTURE, "").getString("id");
            source.start();
            assertThat(source.readMessage().getEventName())
                    .as("it goes on")
                    .isEqualTo("dock/" + two.id() + " upload-started");
            assertThat(named(source, "dock/" + two.id() + " photo-received").getData())
                    .contains(missed);
        }
    }

    /** Each of several counts for its phone as a stream of its own does. */
    @Test
    void aPhoneIsPresentByItsEntryAndLeavesWithTheStream() {
        var dock = client.open();
        var other = client.open();
        var phone = dock.join("Ana");
        try (var desktop = dock.events(dock.ownerKey())) {
            desktop.next("snapshot");
            try (var reader = read(dock(other, other.ownerKey()), dock(dock, phone.key()))) {
                of(reader, dock, "snapshot");
            }
            assertThat(desktop.next("phone-left").json().getString("id")).isEqualTo(phone.id());
        }
    }

    @Test
    void aPhoneThatLosesItsKeyLosesItsEntryAlone() {
        var dock = client.open();
        var other = client.open();
        var phone = dock.join("Ana");
        var list = new JsonObjectBuilder[] {dock(dock, phone.key()), dock(other, other.ownerKey())};
        String left;
        try (var reader = read(list)) {
            of(reader, dock, "snapshot");
            of(reader, other, "snapshot");
            dock.owner("DELETE", "/phones/" + phone.id()).send().expect(204);
            reader.awaitEnd();
            left = reader.lastEventId();
        }
        other.join("meanwhile");
        try (var reader = client.call("POST", "api/events").header("Last-Event-ID", left).json(json(list)).stream()) {
            of(reader, dock, "refused");
            of(reader, other, "phone-joined");
            assertThat(reader.names()).doesNotContain("dock/" + other.id() + " snapshot");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{},json-malformed",
                "[],json-out-of-bounds",
                "[1],json-malformed",
                "[{}],json-out-of-bounds",
                "`[{\"dock\": \"a\", \"topic\": \"b\"}]`,json-out-of-bounds",
                "`[{\"dock\": \"a\"}, {\"dock\": \"a\"}]`,json-out-of-bounds",
                "[{\"dock\": \"a b\"}],json-out-of-bounds",
                "[{\"topic\": \"a b\"}],topic-invalid",
                "[{\"topic\": 1}],json-wrong-type",
                "[{\"topics\": 1}],json-unknown-member",
            })
    void aListThatIsNoneIsAProblemOfTheWhole(String body, String code) {
        client.call("POST", "api/events").json(body).send().expectProblem(400, code);
    }

    @Test
    void takesSoManyAndNoMore() {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (int i = 0; i < 50; i++) {
            list.add(Json.createObjectBuilder().add("topic", topic + i));
        }
        var fifty = list.build();
        try (var reader = client.call("POST", "api/events").json(fifty.toString()).stream()) {
            Condition.await(
                    "the places",
                    Duration.ofSeconds(10),
                    () -> reader.lastEventId().split("\\.").length == 50);
            client.call("POST", "api/topics/" + topic + "49/events")
                    .key(KEY)
                    .body("text/plain", new byte[] {'x'})
                    .send()
                    .expect(202);
            reader.next("topic/" + topic + "49 message");
        }
        var more = Json.createArrayBuilder(fifty)
                .add(Json.createObjectBuilder().add("topic", topic))
                .build();
        client.call("POST", "api/events").json(more.toString()).send().expectProblem(400, "json-out-of-bounds");
    }

    private EventReader read(JsonObjectBuilder... entries) {
        return client.call("POST", "api/events").json(json(entries)).stream();
    }

    private static String json(JsonObjectBuilder... entries) {
        var list = Json.createArrayBuilder();
        List.of(entries).forEach(entry -> {
            var built = entry.build();
            // A builder is empty after it has built.
            built.forEach(entry::add);
            list.add(built);
        });
        return list.build().toString();
    }

    private static JsonObjectBuilder entry() {
        return Json.createObjectBuilder();
    }

    private static JsonObjectBuilder dock(OpenDock dock, String key) {
        return entry().add("dock", dock.id()).add("token", key);
    }

    private JsonObjectBuilder topic() {
        return entry().add("topic", topic);
    }

    private static Event of(EventReader reader, OpenDock dock, String name) {
        return reader.next("dock/" + dock.id() + " " + name);
    }

    private static String placeOf(OpenDock dock) {
        try (var reader = dock.events(dock.ownerKey())) {
            return reader.next("snapshot").id();
        }
    }

    private void publish(String query, String text) {
        client.call("POST", "api/topics/" + topic + "/events" + query)
                .key(KEY)
                .body("text/plain", text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .send()
                .expect(202);
    }

    private static MessageEvent named(EventSource source, String name) throws Exception {
        MessageEvent event = source.readMessage();
        while (!event.getEventName().equals(name)) {
            event = source.readMessage();
        }
        return event;
    }
}
