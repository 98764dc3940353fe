package io.snapdock.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import io.snapdock.support.SharedSettings;
import io.snapdock.swarm.Crowd;
import io.snapdock.swarm.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that do not send the rest of their body, or do not take the rest of their answer, by every door: no thread of the server waits for
 * them, so everybody else is served as always. More of them than either server has threads. The long form is slowhttptest's, by hand;
 * docs/performance.md has its figures.
 */
class SlowClientsIT extends ServerIT {
    /** Payara has 200 threads for requests, WildFly 16 for each processor. */
    private static final int CLIENTS = 250;

    private static final int GETS = 20;

    /** Half of the time after which a server ends a body that does not come: a GET that waits for one waits longer. How fast it is, the benchmark tells. */
    private static final Duration MOST_OF_A_GET = Duration.ofSeconds(5);

    /** What the system takes off a server's hands for one connection on this machine is 2.6 MB at most. */
    private static final int PHOTO_BYTES = 3_900_000;

    private static final DockClient CLIENT = new DockClient(BASE, Duration.ofSeconds(10));

    private static OpenDock dock;

    /** A call that takes a body. */
    private record Door(String method, String path, String type, String key) {
        @Override
        public String toString() {
            return method + " " + path.replaceAll("[A-Za-z0-9_-]{16,}", "…") + " " + type;
        }

        String head() {
            return String.join(
                    "\r\n",
                    method + " " + BASE.getPath() + path + " HTTP/1.1",
                    "Host: localhost",
                    key.isEmpty() ? "X-None: x" : "Authorization: Bearer " + key,
                    "Content-Type: " + type,
                    "Content-Length: 100",
                    "",
                    "");
        }
    }

    static Stream<Door> doors() {
        dock = CLIENT.open();
        dock.join("slow");
        return Stream.of(
                new Door("POST", "api/docks", "application/json", ""),
                new Door("POST", "api/docks", "application/x-www-form-urlencoded", ""),
                new Door("POST", "api/events", "application/json", ""),
                new Door("POST", dock.path("/phones"), "application/json", dock.joinKey()),
                new Door("PUT", dock.path("/photos/order"), "application/json", dock.ownerKey()),
                new Door(
                        "POST",
                        "api/topics/slow/events",
                        "text/plain",
                        SharedSettings.get("snapdock.topics.publish-key")),
                new Door("POST", "api/nothing/here", "application/json", ""),
                new Door("POST", "", "application/x-www-form-urlencoded", ""));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void bodiesThatDoNotComeHoldNobodyUp(Door door) {
        holdsNobodyUp(() -> door.head() + "{");
    }

    /** Nothing of the body at all: what looks at its first byte waits too. */
    @ParameterizedTest
    @MethodSource("doors")
    void bodiesOfWhichNothingComesHoldNobodyUp(Door door) {
        holdsNobodyUp(door::head);
    }

    static Stream<String> files() {
        dock = CLIENT.open();
        var photo = dock.photo(Pictures.jpegOfSize(PHOTO_BYTES), "?name=big.jpg");
        return Stream.of("/photos/" + photo.getString("id"), "/photos.zip");
    }

    @ParameterizedTest
    @MethodSource("files")
    void readersThatDoNotReadHoldNobodyUp(String file) {
        String head = String.join(
                "\r\n",
                "GET " + BASE.getPath() + dock.path(file) + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + dock.ownerKey(),
                "",
                "");
        holdsNobodyUp(() -> head);
        // The places of those who hung up are free again.
        Condition.await(
                "the file",
                Duration.ofSeconds(10),
                () -> dock.owner("GET", file).send().body().length >= PHOTO_BYTES);
    }

    private static void holdsNobodyUp(Supplier<String> request) {
        var bystander = CLIENT.open();
        try (var crowd = new Crowd(BASE.getPort())) {
            IntStream.range(0, CLIENTS).forEach(i -> crowd.join(request.get()));
            var gets = new Latencies();
            for (int i = 0; i < GETS; i++) {
                long begun = System.nanoTime();
                bystander.owner("GET", "").send().expect(200);
                gets.record(System.nanoTime() - begun);
            }
            assertThat(CLIENT.open().photoIds()).as("what takes a body goes on").isEqualTo(List.of());
            assertThat(gets.max()).as("the longest GET").isLessThan(MOST_OF_A_GET);
        }
    }
}
