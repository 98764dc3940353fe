package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What other settings change, on a server of its own that has tight ones. */
@Tag("own-server")
class SettingsIT {
    private static final String API_KEY = "0123456789abcdef";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static ServerProcess server;
    private static DockClient client;

    private final List<OpenDock> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = ServerProcess.start(
                "settings",
                Map.of(
                        "snapdock.create", "key",
                        "snapdock.api-key", API_KEY,
                        "snapdock.public-url", "https://photos.example.org/dock",
                        "snapdock.dock.max-open-per-host", "6",
                        "snapdock.dock.max-photos", "30",
                        "snapdock.photo.max-bytes", "100000",
                        "snapdock.photo.max-pixels", "1000000",
                        "snapdock.push.heartbeat", "PT1S",
                        "snapdock.push.max-streams", "3",
                        "snapdock.push.log-events", "10"));
        client = new DockClient(server.base());
    }

    @AfterAll
    static void stop() {
        server.close();
        server.assertLogClean();
    }

    /** So that each test finds room. */
    @AfterEach
    void closeDocks() {
        opened.forEach(dock -> dock.owner("DELETE", "").send());
    }

    @Test
    void opensDocksForHoldersOfTheApiKey() {
        client.call("POST", "api/docks").json("{}").send().expectProblem(403, "create-forbidden");
        client.call("POST", "api/docks").key(API_KEY + "x").json("{}").send().expectProblem(403, "create-forbidden");
        open();
    }

    @Test
    void usesThePublicAddress() {
        var dock = open();
        assertThat(dock.joinUrl()).startsWith("https://photos.example.org/dock/p#" + dock.id() + ".");
        assertThat(dock.snapshot().getJsonArray("addresses").getValuesAs(JsonString::getString))
                .as("and none of the network's inside")
                .containsExactly("https://photos.example.org/dock");
    }

    @Test
    void bindsDocksToItsLimits() {
        var dock = open();
        var limits = dock.snapshot().getJsonObject("limits");
        assertThat(limits.getInt("maxPhotos")).isEqualTo(30);
        assertThat(limits.getInt("maxBytesPerPhoto")).isEqualTo(100_000);
        assertThat(limits.getInt("maxPixels")).isEqualTo(1_000_000);
        for (String over : new String[] {"{\"maxPhotos\": 31}", "{\"maxBytesPerPhoto\": 100001}"}) {
            client.call("POST", "api/docks").key(API_KEY).json(over).send().expectProblem(400, "json-out-of-bounds");
        }
        dock.send(dock.ownerKey(), Pictures.png(1001, 1000), "").expectProblem(422, "photo-too-many-pixels");
        dock.send(dock.ownerKey(), Pictures.png(1000, 1000), "").expect(201);
    }

    @Test
    void opensNoMoreDocksThanItMay() {
        var first = open();
        IntStream.range(1, 6).forEach(i -> open());
        client.call("POST", "api/docks").key(API_KEY).json("{}").send().expectProblem(503, "too-many-docks");

        first.owner("DELETE", "").send().expect(204);
        open();
    }

    @Test
    void beatsAndNoticesWhoHasGone() {
        var dock = open();
        var phone = dock.join("Ana");
        try (var desktop = dock.events(dock.ownerKey())) {
            desktop.next("snapshot");
            Condition.await("two heartbeats", LIMIT, () -> desktop.beats() >= 2);

            dock.events(phone.key()).close();
            assertThat(desktop.next("phone-left").data()).isEqualTo("{\"id\":\"" + phone.id() + "\"}");
            assertThat(connected(dock)).isFalse();
            try (var back = dock.events(phone.key())) {
                assertThat(back.next("snapshot")
                                .json()
                                .getJsonArray("phones")
                                .getJsonObject(0)
                                .getBoolean("connected"))
                        .isTrue();
                assertThat(desktop.next("phone-joined").json().getString("id")).isEqualTo(phone.id());
                assertThat(connected(dock)).isTrue();
            }
        }
    }

    @Test
    void refusesStreamsOverItsLimitUntilOneHasGone() {
        var dock = open();
        Condition.await("the end of other tests' streams", LIMIT, () -> {
            try (var one = dock.events(dock.ownerKey());
                    var two = dock.events(dock.ownerKey())) {
                var three = dock.events(dock.ownerKey());
                if (one.status() + two.status() + three.status() != 600) {
                    return false;
                }
                List.of(one, two, three).forEach(stream -> stream.next("snapshot"));
                dock.owner("GET", "/events").send().expectProblem(503, "too-many-streams");
                three.close();
                return true;
            }
        });
        Condition.await("room for a stream", LIMIT, () -> {
            try (var stream = dock.events(dock.ownerKey())) {
                return stream.status() == 200;
            }
        });
    }

    @Test
    void topicsAndMetricsAreClosedUnlessAKeyIsSet() {
        for (var topic : List.of("orders", "lab.main")) {
            client.call("GET", "api/topics/" + topic + "/events").send().expectProblem(403, "subscribe-forbidden");
            client.call("POST", "api/topics/" + topic + "/events")
                    .key("")
                    .body("text/plain", new byte[1])
                    .send()
                    .expectProblem(403, "publish-forbidden");
        }
        client.call("GET", "api/metrics").key("").send().expectProblem(403, "metrics-forbidden");
    }

    @Test
    void beginsAnewWhenItNoLongerHoldsWhatAReaderMissed() {
        var dock = open();
        String left;
        Condition.await("room for a stream", LIMIT, () -> {
            try (var stream = dock.events(dock.ownerKey())) {
                return stream.status() == 200;
            }
        });
        try (var stream = dock.events(dock.ownerKey())) {
            left = stream.next("snapshot").id();
        }
        // at least two events each
        for (int i = 0; i < 6; i++) {
            dock.photo(Pictures.png(10 + i, 10), "");
        }
        try (var stream = dock.eventsAfter(left)) {
            var first = stream.next();
            assertThat(first.name()).isEqualTo("snapshot");
            assertThat(first.json().getJsonArray("photos")).hasSize(6);
        }
    }

    private OpenDock open() {
        var dock = new OpenDock(
                client,
                client.call("POST", "api/docks")
                        .key(API_KEY)
                        .json("{}")
                        .send()
                        .expect(201)
                        .json());
        opened.add(dock);
        return dock;
    }

    private static boolean connected(OpenDock dock) {
        return dock.snapshot().getJsonArray("phones").getJsonObject(0).getBoolean("connected");
    }
}
