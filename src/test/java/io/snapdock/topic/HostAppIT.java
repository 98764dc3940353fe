package io.snapdock.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.EventReader;
import io.snapdock.support.HostWar;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/topics.md inside the WAR that ships: transactions, CDI events and a long job, in a real container. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("own-server")
class HostAppIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static ServerProcess server;
    private static DockClient client;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = ServerProcess.start(
                "host-app",
                HostWar.with(folder, "example.orders", "example.scan"),
                Map.of(
                        "snapdock.topics.subscribe", "open",
                        "snapdock.metrics.key", "metrics-key-of-tests",
                        "snapdock.compat.open", "true",
                        "snapdock.push.heartbeat", "PT1S",
                        "snapdock.push.max-streams-per-topic", "4",
                        "snapdock.push.max-streams-per-address", "7"));
        client = new DockClient(server.base());
    }

    @AfterAll
    static void stop() {
        server.close();
        server.assertLogClean();
    }

    /** The rules are those of example.scan: one on the thread of the upload, one on another. */
    @Test
    @Order(0)
    void thePhotosThatTheHostAppRefusesNobodySees() {
        // The host app looks at what will be stored: with the usual policy comments are not.
        var dock = client.open("{\"metadata\": \"keep\"}");
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");
            var small = dock.send(dock.ownerKey(), Pictures.jpeg(16, 16), "").expectProblem(422, "photo-refused");
            assertThat(small.json().getString("detail")).startsWith("This photo is too small to see the damage.");
            assertThat(stream.next("upload-failed").json().getString("code")).isEqualTo("photo-refused");
            var marked = Pictures.withComment(Pictures.jpeg(64, 48), "CONFIDENTIAL");
            dock.send(dock.ownerKey(), marked, "").expectProblem(422, "photo-refused");
            dock.photo(Pictures.jpeg(64, 48), "");
            assertThat(stream.next("photo-received").json().getInt("width")).isEqualTo(64);
            assertThat(dock.photoIds()).hasSize(1);
        }
    }

    /** A preview is seen before its photo is here to be refused. */
    @Test
    @Order(0)
    void thePreviewsThatTheHostAppRefusesNobodySees() {
        var dock = client.open("{\"metadata\": \"keep\"}");
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");
            var location = dock.beginUpload(1_000);
            var preview = "/uploads/" + location.substring(location.lastIndexOf('/') + 1) + "/preview";
            for (var refused :
                    List.of(Pictures.jpeg(16, 16), Pictures.withComment(Pictures.jpeg(64, 48), "CONFIDENTIAL"))) {
                dock.owner("PUT", preview).body("image/jpeg", refused).send().expectProblem(422, "photo-refused");
                dock.owner("GET", preview).send().expectProblem(404, "preview-missing");
            }
            dock.owner("PUT", preview)
                    .body("image/jpeg", Pictures.jpeg(64, 48))
                    .send()
                    .expect(204);
            dock.owner("GET", preview).send().expect(200);
            dock.photo(Pictures.jpeg(640, 480), "");
            stream.next("photo-received");
            assertThat(stream.events())
                    .as("told once, of the one that passed")
                    .filteredOn(event -> event.name().equals("preview-ready"))
                    .hasSize(1);
        }
    }

    @Test
    @Order(1)
    void whatIsFiredInATransactionGoesOutAfterItsCommitAndNeverAfterARollback() {
        try (var reader = read("orders")) {
            post("A-1/payment", 204);
            post("A-2/payment?declined=true", 409);
            post("A-3/payment", 204);
            assertThat(reader.next().data()).isEqualTo("{\"cents\":1200,\"order\":\"A-1\"}");
            var second = reader.next();
            assertThat(second.name()).isEqualTo("order-paid");
            assertThat(second.json().getString("order"))
                    .as("A-2 was rolled back")
                    .isEqualTo("A-3");
        }
    }

    @Test
    @Order(2)
    void whatIsPublishedGoesOutWhateverBecomesOfTheTransaction() {
        try (var reader = read("orders")) {
            post("announcement?text=closing&failing=true", 409);
            assertThat(reader.next()).satisfies(event -> {
                assertThat(event.name()).isEqualTo("message");
                assertThat(event.data()).isEqualTo("closing");
            });
        }
    }

    @Test
    @Order(3)
    void aLongJobTellsHowFarItIsAndWhenItIsDone() {
        try (var reader = read("export")) {
            post("export", 204);
            var told = IntStream.range(0, 5)
                    .mapToObj(any -> reader.next("progress").json())
                    .toList();
            assertThat(told)
                    .extracting(each -> each.getInt("progressPercentage"))
                    .containsExactly(0, 25, 50, 75, 100);
            assertThat(told)
                    .allSatisfy(each -> assertThat(each.keySet())
                            .containsExactlyInAnyOrder("currentTask", "progressPercentage", "noOftasks", "completed"));
            assertThat(told)
                    .extracting(each -> each.getBoolean("completed"))
                    .containsExactly(false, false, false, false, true);
        }
    }

    @Test
    @Order(4)
    void theHostAppIsToldWhoReads() {
        Condition.await("the readers before to be gone", LIMIT, () -> metric("snapdock_push_readers") == 0);
        var reader = read("watched");
        Condition.await("the opening", LIMIT, () -> readers().contains("opened topic/watched"));
        reader.close();
        long writes = metric("snapdock_push_writes_total");
        Condition.await("the end", LIMIT, () -> readers().contains("closed topic/watched GONE after a while"));
        assertThat(metric("snapdock_push_writes_total") - writes)
                .as(
                        "the second heartbeat at the latest finds out: the first is answered by the system, the second fails")
                .isLessThanOrEqualTo(2);
    }

    private static long metric(String name) {
        return client.call("GET", "api/metrics")
                .key("metrics-key-of-tests")
                .send()
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(5)
    void theOlderContractCanBeOpen() {
        client.open("{\"memberId\":\"7\",\"identifier\":\"open\"}");
        try (var reader = client.call("GET", "v1/api/sse/events?event=photos&member_id=7&identifier=open").stream()) {
            assertThat(reader.next("photos").data()).isEqualTo("[]");
        }
    }

    @Test
    @Order(6)
    void streamsAreLimitedByTopicAndByAddressAndPlacesAreGivenBack() {
        var open = new ArrayList<EventReader>();
        IntStream.range(0, 4).forEach(any -> open.add(read("full")));
        refused("full", 503, "too-many-streams-of-topic");
        // Streams of the tests before may be counted still; three more are the seven in any case.
        for (int i = 0; i < 3; i++) {
            var reader = client.call("GET", "api/topics/other" + i + "/events").stream();
            open.add(reader);
        }
        refused("another", 429, "too-many-streams-of-address");

        open.forEach(EventReader::close);
        Condition.await("a place", LIMIT, () -> {
            try (var reader = client.call("GET", "api/topics/full/events").stream()) {
                return reader.status() == 200;
            }
        });
    }

    private static void refused(String topic, int status, String code) {
        var answer =
                client.call("GET", "api/topics/" + topic + "/events").send().expectProblem(status, code);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(10, 30);
    }

    /** Ends the server, so it is the last. */
    @Test
    @Order(7)
    void readersAreDrainedWhenTheServerStops() {
        try (var reader = read("orders")) {
            post("announcement?text=last&failing=false", 204);
            server.stop();
            reader.awaitEnd();
            assertThat(reader.events())
                    .last()
                    .satisfies(event -> assertThat(event.data()).isEqualTo("last"));
        }
    }

    private static EventReader read(String topic) {
        var opened = new EventReader[1];
        // The server may not have noticed yet that readers before have gone.
        Condition.await("a place among the readers", LIMIT, () -> {
            opened[0] = client.call("GET", "api/topics/" + topic + "/events").stream();
            return opened[0].status() == 200;
        });
        Condition.await(
                "its place in the topic", LIMIT, () -> !opened[0].lastEventId().isEmpty());
        return opened[0];
    }

    private static void post(String path, int status) {
        client.call("POST", "host/orders/" + path).send().expect(status);
    }

    private static List<String> readers() {
        return client.call("GET", "host/orders/readers")
                .send()
                .expect(200)
                .text()
                .lines()
                .toList();
    }
}
