package io.snapdock.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.HostClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.PostgresServer;
import io.snapdock.support.ServerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The hand-over on PostgreSQL, from the reference to the release; and a reference that another server of the same database takes first. */
@Tag("own-server")
@Tag("once")
class HandoverPostgresIT {
    private static final String API_KEY = "api-key-of-postgres";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void goesFromTheReferenceToTheRelease() {
        try (var postgres = PostgresServer.start("handover");
                var server =
                        ServerProcess.start("handover-postgres", postgres.setup(Map.of("snapdock.api-key", API_KEY)))) {
            var client = new DockClient(server.base());
            var host = new HostClient(client, API_KEY);

            var asked = IntStream.range(0, 10)
                    .mapToObj(any -> host.call("PUT", "api/docks/by-ref/ten_at-once")
                            .json("{\"expiresIn\": \"P3D\", \"minPhotos\": 1}")
                            .sendAsync())
                    .toList();
            var answers = asked.stream().map(CompletableFuture::join).toList();
            assertThat(answers)
                    .extracting(one -> one.json().getString("id"))
                    .containsOnly(find(host, "ten_at-once").json().getString("id"));
            assertThat(answers).extracting(Answer::status).containsOnlyOnce(201);

            var dock = new OpenDock(client, find(host, "ten_at-once").json());
            dock.send(host.token(dock.id(), "\"add\""), Pictures.jpeg(121, 81), "")
                    .expect(201);
            assertThat(DockClient.ids(
                            host.get("api/docks?ref-prefix=ten_").json().getJsonArray("docks")))
                    .containsExactly(dock.id());
            host.call("PATCH", dock.path(""))
                    .json("{\"expiresIn\": \"P7D\"}")
                    .send()
                    .expect(200);
            host.call("DELETE", dock.path("/sessions")).send().expect(204);
            host.post(dock.path("/seal"), "{\"version\": 1}").expect(200);
            host.post(dock.path("/claim"), "{\"claimId\": \"c\"}").expect(200);
            host.call("DELETE", dock.path("")).send().expect(204);
            Condition.await(
                    "the rows' end",
                    LIMIT,
                    () -> postgres.query("select count(*) from snapdock_dock").equals("0"));
            server.assertLogClean();

            anotherServerComesFirst(postgres, host);
        }
    }

    /** Its dock is in a transaction that is not over when this server looks, and in the index when it wants to commit. */
    private static void anotherServerComesFirst(PostgresServer postgres, HostClient host) {
        host.call("PUT", "api/docks/by-ref/template").json("{}").send().expect(201);
        var other = CompletableFuture.runAsync(() -> postgres.query("""
                create temporary table other as select * from snapdock_dock where ref = 'template';
                update other set id = 'dockOfAnotherOne', ref = 'both', ref_in_use = 'both';
                insert into snapdock_dock select * from other;
                select pg_sleep(2)"""));
        Condition.await(
                "the other server's transaction",
                LIMIT,
                () -> postgres.query("select count(*) from pg_stat_activity where wait_event = 'PgSleep'")
                        .equals("1"));
        var answer = host.call("PUT", "api/docks/by-ref/both").json("{}").send().expect(200);
        other.join();
        assertThat(answer.json().getString("id")).isEqualTo("dockOfAnotherOne");
    }

    private static Answer find(HostClient host, String ref) {
        return host.get("api/docks/by-ref/" + ref).expect(200);
    }
}
