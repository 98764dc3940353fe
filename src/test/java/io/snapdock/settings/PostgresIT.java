package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.PostgresServer;
import io.snapdock.support.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real PostgreSQL that comes and goes under a server in use: the main job, a restart, and a database that hangs. What was answered stays, and
 * nothing has to be restarted by hand.
 */
@Tag("own-server")
@Tag("pending")
class PostgresIT {
    private static final Duration BACK = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Payara's EclipseLink asks three times, with five seconds between, before it believes that the database is away. */
    private static final Duration BOUND = Duration.ofSeconds(40);

    @Test
    void theDatabaseComesAndGoes() {
        try (var postgres = PostgresServer.start("postgres");
                var server = ServerProcess.start("postgres", postgres.setup(Map.of()))) {
            var client = new DockClient(server.base(), BOUND);
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
                hangs(postgres, client, dock);
                load.awaitMore(3);
                load.end();
                assertThat(dock.photoIds()).containsAll(load.acknowledged).contains(photo);
                assertThat(load.others).as("answers besides 201 and 503").isEmpty();
            }
            assertThat(server.log().lines().filter(line -> line.contains("The database does not answer")))
                    .as("one line a minute")
                    .hasSizeBetween(1, 4);
            assertThat(server.log()).doesNotContain("A request failed");
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

    /** Many ask at once, and each has its answer in bounded time; what asks no database is not held. */
    private static void hangs(PostgresServer postgres, DockClient client, OpenDock dock) {
        postgres.hold();
        try {
            List<CompletableFuture<Long>> asked = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                long began = System.nanoTime();
                asked.add(dock.owner("GET", "").sendAsync().thenApply(answer -> {
                    answer.expectProblem(503, "database-unavailable");
                    assertThat(answer.header("Retry-After")).isNotNull();
                    return System.nanoTime() - began;
                }));
            }
            asked.forEach(one -> assertThat(Duration.ofNanos(one.join())).isLessThan(BOUND));
            assertThat(ready(client)).isEqualTo(503);
            client.call("GET", "api/health/live").send().expect(200);
        } finally {
            postgres.goOn();
        }
        isBack(client);
    }

    /** Sends photos one after another, and again when it is told to wait. */
    private static final class Load implements AutoCloseable {
        private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
        private final List<String> others = Collections.synchronizedList(new ArrayList<>());
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final CompletableFuture<Void> sending;

        Load(OpenDock dock) {
            var number = new AtomicInteger();
            sending = CompletableFuture.runAsync(() -> {
                while (!stopped.get()) {
                    int i = number.incrementAndGet();
                    byte[] picture = Pictures.jpeg(100 + i % 50, 80 + i / 50, 2);
                    while (!stopped.get() && !isTaken(dock, picture, "load" + i)) {
                        Thread.onSpinWait();
                    }
                }
            });
        }

        private boolean isTaken(OpenDock dock, byte[] picture, String clientId) {
            var answer = dock.send(dock.ownerKey(), picture, "?clientId=" + clientId);
            if (answer.status() == 201 || answer.status() == 200) {
                acknowledged.add(answer.json().getString("id"));
                return true;
            }
            if (answer.status() != 503) {
                others.add(answer.status() + " " + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
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

        @Override
        public void close() {
            end();
        }
    }
}
