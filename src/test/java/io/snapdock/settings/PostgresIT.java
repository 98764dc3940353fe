package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.EventReader;
import io.snapdock.support.Pictures;
import io.snapdock.support.PostgresServer;
import io.snapdock.support.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real PostgreSQL that comes and goes under a server in use: the main job, a restart, and a database that hangs. What was answered stays, and
 * nothing has to be restarted by hand.
 */
@Tag("own-server")
class PostgresIT {
    private static final Duration BACK = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** An answer while the database hangs, for those who ask before anybody knows. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static final Duration HELD = Duration.ofSeconds(20);

    /** One at least in 3.2 s: a tenth more, and the clock looks each second. */
    private static final String HEARTBEAT = "PT2S";

    private static final int BEATS = 5;

    @Test
    void theDatabaseComesAndGoes() {
        var settings = Map.of("snapdock.dock.max-photos", "10000", "snapdock.push.heartbeat", HEARTBEAT);
        try (var postgres = PostgresServer.start("postgres");
                var server = ServerProcess.start("postgres", postgres.setup(settings))) {
            var client = new DockClient(server.base(), LIMIT);
            var dock = client.open("{\"ttlSeconds\": 7200}");
            byte[] picture = Pictures.jpeg(320, 240, 6);
            var photo = dock.photo(picture, "?name=first.jpg").getString("id");
            var phone = dock.join("phone");
            dock.send(phone.key(), Pictures.jpeg(90, 70), "").expect(201);
            assertThat(dock.owner("GET", "/photos/" + photo).send().expect(200).body())
                    .isEqualTo(picture);
            assertThat(postgres.query("select count(*) from snapdock_photo")).isEqualTo("2");

            try (var load = new Load(dock)) {
                load.awaitMore(3);
                for (int round = 0; round < 2; round++) {
                    postgres.restart();
                    isBack(client);
                    load.awaitMore(3);
                }
                hangs(postgres, server, client, dock);
                load.awaitMore(1);
            }
            commitsHang(postgres, server, client);
            try (var load = new Load(dock)) {
                load.awaitMore(3);
                load.end();
                load.assertNothingIsLost();
            }
            nothingIsLeftOver(postgres);
            assertThat(server.log().lines().filter(line -> line.contains("The database does not answer")))
                    .as("one line a minute")
                    .hasSizeBetween(1, 4);
            assertThat(server.log()).doesNotContain("A request failed", "could not be made", "The clock ");
            server.restart();
            assertThat(dock.photoIds()).contains(photo);
        }
    }

    private static void isBack(DockClient client) {
        Condition.await("the database to be back", BACK, () -> ready(client) == 200);
    }

    private static int ready(DockClient client) {
        return client.call("GET", "api/health/ready").send().status();
    }

    /** Each has its answer in bounded time, streams live on, and what asks no database is not held. */
    private static void hangs(PostgresServer postgres, ServerProcess server, DockClient client, OpenDock dock) {
        try (var desktop = dock.events(dock.ownerKey())) {
            desktop.next("snapshot");
            int before = desktop.beats();
            long began = System.nanoTime();
            postgres.hold();
            try {
                refused(dock, 60, BOUND);
                // By now the outage is known.
                int log = server.log().length();
                refused(dock, 300, BOUND);
                assertThat(server.log().length() - log)
                        .as("bytes in the log for 300 refusals")
                        .isLessThan(150_000);
                assertThat(ready(client)).isEqualTo(503);
                client.call("GET", "api/health/live").send().expect(200);
                Condition.await("the end of the outage", LIMIT, () -> System.nanoTime() - began > HELD.toNanos());
            } finally {
                postgres.goOn();
            }
            assertThat(desktop.beats() - before).as("heartbeats").isGreaterThanOrEqualTo(BEATS);
            isBack(client);
        }
    }

    /** Whose commit went through though its answer was lost, has its photo, by tus and by the one-request door; and a photo that was removed has gone. */
    private static void commitsHang(PostgresServer postgres, ServerProcess server, DockClient client) {
        var dock = client.open("{\"ttlSeconds\": 7200}");
        byte[] first = Pictures.jpeg(210, 150, 5);
        byte[] second = Pictures.jpeg(220, 150, 5);
        var upload = dock.owner("POST", "/uploads")
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "" + first.length)
                .send()
                .expect(201)
                .header("Location");
        try (var desktop = dock.events(dock.ownerKey())) {
            desktop.next("snapshot");
            postgres.holdCommits();
            var resumable = tus(client, dock, "PATCH", upload)
                    .header("Upload-Offset", "0")
                    .body("application/offset+octet-stream", first)
                    .sendAsync();
            var whole = dock.owner("POST", "/photos?clientId=hangs")
                    .body("image/jpeg", second)
                    .sendAsync();
            assertThat(resumable
                            .join()
                            .expectProblem(503, "database-unavailable")
                            .header("Retry-After"))
                    .isEqualTo("2");
            whole.join().expectProblem(503, "database-unavailable");
            postgres.letCommit();

            isBack(client);
            var id = tus(client, dock, "HEAD", upload).send().expect(200).header("Snapdock-Photo");
            assertThat(dock.owner("GET", "/photos/" + id).send().expect(200).body())
                    .isEqualTo(first);
            assertThat(desktop.next("photo-received").json().toString()).contains(id);
            var again = dock.send(dock.ownerKey(), second, "?clientId=hangs")
                    .expect(201)
                    .json();
            assertThat(dock.photoIds()).containsExactly(id, again.getString("id"));

            // Or its commit would be held too, and with it the dock's row: the removal would not come to its own.
            Condition.await("the try that hung to be ended", BACK, () -> nothingArrives(postgres));
            var file = server.data().resolve("photos").resolve(dock.id()).resolve(id);
            assertThat(file).hasBinaryContent(first);
            try (var cancelled = Cancelled.begin(client, server)) {
                postgres.holdCommits();
                var answer = cancelled.end();
                dock.owner("DELETE", "/photos/" + id).send().expectProblem(503, "database-unavailable");
                answer.join().expectProblem(503, "database-unavailable");
                assertThat(file).as("until it is known").exists();
                postgres.letCommit();
                cancelled.awaitEnd();
            }
            assertThat(desktop.next("photo-removed").json().toString()).contains(id);
            Condition.await("the file to go", BACK, () -> Files.notExists(file));
            assertThat(dock.photoIds()).containsExactly(again.getString("id"));
        } finally {
            postgres.letCommit();
        }
    }

    /** An upload of another dock that is ended by a commit without an answer: its bytes go, and its desktop is told. */
    private record Cancelled(DockClient client, OpenDock dock, String upload, EventReader desktop, Path part)
            implements AutoCloseable {
        static Cancelled begin(DockClient client, ServerProcess server) {
            var dock = client.open("{\"ttlSeconds\": 7200}");
            var upload = dock.beginUpload(5_000);
            tus(client, dock, "PATCH", upload)
                    .header("Upload-Offset", "0")
                    .body("application/offset+octet-stream", Arrays.copyOf(Pictures.jpeg(210, 150, 5), 100))
                    .send()
                    .expect(204);
            var part =
                    server.data().resolve("incoming").resolve(upload.substring(upload.lastIndexOf('/') + 1) + ".part");
            assertThat(part).exists();
            var desktop = dock.events(dock.ownerKey());
            desktop.next("snapshot");
            return new Cancelled(client, dock, upload, desktop, part);
        }

        CompletableFuture<Answer> end() {
            return tus(client, dock, "DELETE", upload).sendAsync();
        }

        void awaitEnd() {
            assertThat(desktop.next("upload-failed").json().getString("id"))
                    .isEqualTo(part.getFileName().toString().replace(".part", ""));
            Condition.await("its bytes to go", BACK, () -> Files.notExists(part));
        }

        @Override
        public void close() {
            desktop.close();
        }
    }

    private static DockClient.Call tus(DockClient client, OpenDock dock, String method, String location) {
        return client.call(method, location).key(dock.ownerKey()).header("Tus-Resumable", "1.0.0");
    }

    private static void refused(OpenDock dock, int times, Duration bound) {
        List<CompletableFuture<Duration>> asked = Stream.generate(() -> {
                    long began = System.nanoTime();
                    return dock.owner("GET", "").sendAsync().thenApply(answer -> {
                        answer.expectProblem(503, "database-unavailable");
                        assertThat(answer.header("Retry-After")).isEqualTo("2");
                        return Duration.ofNanos(System.nanoTime() - began);
                    });
                })
                .limit(times)
                .toList();
        assertThat(asked).allSatisfy(one -> assertThat(one.join()).isLessThan(bound));
    }

    private static boolean nothingArrives(PostgresServer postgres) {
        return count(postgres, "upload where state = 'ARRIVING'") == 0;
    }

    /** What the database could not take was made up for. */
    private static void nothingIsLeftOver(PostgresServer postgres) {
        Condition.await("uploads that nobody goes on with to end", BACK, () -> nothingArrives(postgres));
        Condition.await("thumbnails", LIMIT, () -> count(postgres, "photo where thumbnail = 'PENDING'") == 0);
    }

    private static int count(PostgresServer postgres, String what) {
        return Integer.parseInt(postgres.query("select count(*) from snapdock_" + what));
    }

    /** Sends photos one after another, and again when it is told to wait. */
    private static final class Load implements AutoCloseable {
        private final OpenDock dock;
        private final Map<String, byte[]> acknowledged = Collections.synchronizedMap(new LinkedHashMap<>());
        private final List<String> others = new CopyOnWriteArrayList<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final CompletableFuture<Void> sending;

        Load(OpenDock dock) {
            this.dock = dock;
            sending = CompletableFuture.runAsync(() -> {
                for (int i = 0; !stopped.get(); i++) {
                    byte[] picture = Pictures.jpeg(100 + i % 50, 80 + i / 50, 2);
                    while (!stopped.get() && !isTaken(picture, "load" + i)) {
                        Thread.onSpinWait();
                    }
                }
            });
        }

        private boolean isTaken(byte[] picture, String clientId) {
            var answer = dock.send(dock.ownerKey(), picture, "?clientId=" + clientId);
            if (answer.status() == 201 || answer.status() == 200) {
                acknowledged.put(answer.json().getString("id"), picture);
                return true;
            }
            if (answer.status() != 503) {
                others.add(answer.toString());
            }
            return false;
        }

        void awaitMore(int photos) {
            int before = acknowledged.size();
            Condition.await(photos + " more photos", LIMIT, () -> acknowledged.size() >= before + photos);
        }

        void end() {
            stopped.set(true);
            sending.join();
        }

        void assertNothingIsLost() {
            assertThat(others).as("answers besides 201 and 503").isEmpty();
            assertThat(dock.photoIds()).containsAll(acknowledged.keySet());
            acknowledged.forEach((id, picture) -> assertThat(dock.owner("GET", "/photos/" + id)
                            .send()
                            .expect(200)
                            .body())
                    .isEqualTo(picture));
        }

        @Override
        public void close() {
            end();
        }
    }
}
