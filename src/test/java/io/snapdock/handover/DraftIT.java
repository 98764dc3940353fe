package io.snapdock.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.HostClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import io.snapdock.support.StoppedDatabase;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Forms that are filled in over days, and those that nobody submits: what is there when, for whom. The clock is moved by making the database older. */
@Tag("own-server")
@Tag("once")
class DraftIT {
    private static final String API_KEY = "api-key-of-drafts";
    private static final byte[] PICTURE = Pictures.jpeg(111, 91);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static ServerProcess server;
    private static DockClient client;
    private static HostClient host;

    @BeforeAll
    static void start() {
        server = ServerProcess.start("draft", Map.of("snapdock.api-key", API_KEY));
        client = new DockClient(server.base());
        host = new HostClient(client, API_KEY);
    }

    @AfterAll
    static void stop() {
        server.close();
        server.assertLogClean();
    }

    /** Section 6, 9 and 11. */
    @Test
    void staysAsLongAsItWasPromised() {
        var draft = open("draft", "P7D");
        var abandoned = open("abandoned", "P2D");
        var empty = client.open("{\"ttlSeconds\": 3600}");
        empty.photo(PICTURE, "");
        var claimed = open("claimed", "P7D");
        seal(claimed);
        claim(claimed);
        var session = host.token(draft.id(), "\"view\", \"add\"");

        pass(Duration.ofDays(3));
        assertThat(find("draft").getString("id")).isEqualTo(draft.id());
        assertThat(find("draft").getString("state")).isEqualTo("OPEN");
        assertThat(find("draft").getInt("version")).isEqualTo(1);
        client.call("GET", draft.path("")).key(session).send().expectProblem(401, "session-ended");
        draft.send(host.token(draft.id(), "\"add\""), Pictures.jpeg(112, 92), "")
                .expect(201);

        // The server finds out now that it has ended, and its host has a day from now on.
        assertState(abandoned, "EXPIRED");
        assertState(claimed, "CLAIMED");

        pass(Duration.ofHours(23));
        assertState(abandoned, "EXPIRED");
        Condition.await(
                "the end of what nobody can reach",
                LIMIT,
                () -> !Files.exists(server.data().resolve("photos").resolve(empty.id())));

        pass(Duration.ofDays(3).plusHours(12));
        assertState(abandoned, "gone");
        Condition.await("the end", LIMIT, () -> find("draft").getString("state").equals("EXPIRED"));
        var sealed = seal(draft);
        assertThat(sealed.getJsonArray("photos")).hasSize(2);
        String url = sealed.getJsonArray("photos").getJsonObject(0).getString("url");
        assertThat(host.get(url.substring(url.indexOf("api/"))).expect(200).body())
                .isEqualTo(PICTURE);
        client.call("GET", "api/docks/by-ref/draft").send().expectProblem(403, "api-key-wrong");
        claim(draft);
        assertState(claimed, "gone");

        pass(Duration.ofDays(6));
        assertState(draft, "CLAIMED");
        pass(Duration.ofDays(2));
        assertState(draft, "gone");
        Condition.await(
                "the files' end",
                LIMIT,
                () -> !Files.exists(server.data().resolve("photos").resolve(draft.id())));
    }

    private static void pass(Duration time) {
        server.stop();
        StoppedDatabase.age(server.data(), time);
        server.restart();
    }

    private static OpenDock open(String ref, String expiresIn) {
        var dock = new OpenDock(
                client,
                host.call("PUT", "api/docks/by-ref/" + ref)
                        .json("{\"expiresIn\": \"" + expiresIn + "\"}")
                        .send()
                        .expect(201)
                        .json());
        dock.send(host.token(dock.id(), "\"add\""), PICTURE, "").expect(201);
        return dock;
    }

    private static JsonObject find(String ref) {
        return host.get("api/docks/by-ref/" + ref).expect(200).json();
    }

    private static JsonObject seal(OpenDock dock) {
        return host.post(dock.path("/seal"), "{}").expect(200).json();
    }

    private static void claim(OpenDock dock) {
        host.post(dock.path("/claim"), "{\"claimId\": \"c\"}").expect(200);
    }

    private static void assertState(OpenDock dock, String state) {
        Condition.await(dock.id() + " to be " + state, LIMIT, () -> {
            var answer = host.get(dock.path(""));
            return state.equals(answer.status() == 404 ? "gone" : answer.json().getString("state"));
        });
    }
}
