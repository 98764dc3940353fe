package io.snapdock.host.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.snapdock.support.Condition;
import io.snapdock.support.DamagesWar;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerProcess;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host application beside Snapdock hears of its photos by CDI events, and answers for them, with nothing but the host jar and a secret. */
@Tag("own-server")
class HookIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String API_KEY = "api-key-of-hosts-in-tests";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String STRANGERS_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /** More than either server has threads. */
    private static final int SLOW = 300;

    private static ServerProcess host;
    private static ServerProcess snapdock;
    private static DockClient client;
    private static int docks;

    private final String ref = "hook-" + ++docks;

    @BeforeAll
    static void start(@TempDir Path folder) {
        host = ServerProcess.start(
                "hook-host",
                DamagesWar.makeWithLogin(folder, folder.resolve("damages"), "/snapdock-hook", "/api/*"),
                Map.of("snapdock.webhook.key", SECRET + "," + OLD_SECRET));
        snapdock = ServerProcess.start(
                "hook-snapdock",
                Map.of(
                        "snapdock.api-key",
                        API_KEY,
                        "snapdock.webhook.url",
                        host.base() + "snapdock-hook",
                        "snapdock.webhook.key",
                        SECRET,
                        "snapdock.webhook.check",
                        "default"));
        client = new DockClient(snapdock.base());
    }

    @AfterAll
    static void stop() {
        snapdock.close();
        host.close();
        snapdock.assertLogClean();
    }

    @Test
    void aLoginBeforeAllElseIsNotInTheWay() throws Exception {
        hostCall("GET", "").send().expect(401);
        send("msg_" + ref, Instant.now(), SECRET, opened()).expect(204);
    }

    @Test
    void observersHearWhatHappensInOrder() {
        var dock = open();
        var photo = dock.photo(Pictures.jpeg(64, 48), "");
        dock.owner("DELETE", "/photos/" + photo.getString("id")).send().expect(204);
        dock.call("DELETE", "").key(API_KEY).send().expect(204);
        Condition.await("all is heard", LIMIT, () -> news().size() == 4);
        assertThat(news())
                .containsExactly(
                        "OPENED " + ref,
                        "arrived " + ref + " " + photo.getString("sha256"),
                        "removed " + ref,
                        "CLOSED " + ref);
    }

    @Test
    void whatAnObserverMissesItHearsAgain() {
        hostCall("DELETE", "api/host/news").send().expect(204);
        var dock = open();
        Condition.await("it is heard", LIMIT, () -> news().contains("OPENED " + ref));
        var photo = dock.photo(Pictures.jpeg(64, 48), "");
        Condition.await("so is the photo", LIMIT, () -> news().size() == 2);
        assertThat(news()).containsExactly("OPENED " + ref, "arrived " + ref + " " + photo.getString("sha256"));
    }

    @Test
    void observersRefusePhotos() {
        var dock = open();
        var small = dock.send(dock.ownerKey(), Pictures.jpeg(16, 16), "").expectProblem(422, "photo-refused");
        assertThat(small.json().getString("detail"))
                .isEqualTo("This photo is too small to see the damage. Take it again from closer.");
        var wide = dock.send(dock.ownerKey(), Pictures.jpeg(400, 100), "").expectProblem(422, "photo-refused");
        assertThat(wide.json().getString("detail")).isEqualTo("This photo is too wide.");
        dock.photo(Pictures.jpeg(64, 48), "");
        assertThat(dock.photoIds()).hasSize(1);
    }

    @Test
    void onlySnapdockIsHeard() throws Exception {
        var body = opened();
        send("msg_a" + ref, Instant.now(), STRANGERS_SECRET, body).expect(401);
        send("msg_b" + ref, Instant.now().minusSeconds(301), SECRET, body).expect(401);
        send("msg_c" + ref, Instant.now().plusSeconds(330), SECRET, body).expect(401);
        hostCall("POST", "snapdock-hook").json(body).send().expect(401);
        hostCall("POST", "snapdock-hook").json("x".repeat(300_000)).send().expect(413);
        hostCall("GET", "snapdock-hook").send().expect(405);
        assertThat(news()).isEmpty();
        assertThat(host.log()).containsOnlyOnce("A webhook was refused: ");
        send("msg_d" + ref, Instant.now(), OLD_SECRET, body).expect(204);
        assertThat(news()).containsExactly("OPENED " + ref);
    }

    @Test
    void whatIsPlayedAgainIsHeardOnce() throws Exception {
        send("msg_" + ref, Instant.now(), SECRET, opened()).expect(204);
        send("msg_" + ref, Instant.now(), SECRET, opened()).expect(204);
        assertThat(news()).containsExactly("OPENED " + ref);
        var question = message(
                "photo.check",
                ", \"check\": {\"uploadId\": \"u\", \"preview\": false, \"name\": \"a.jpg\", \"type\": \"image/jpeg\", \"bytes\": 1, \"width\": 1, \"height\": 1, \"sha256\": \"a\"}");
        send("msg_q" + ref, Instant.now(), SECRET, question).expect(422);
        send("msg_q" + ref, Instant.now(), SECRET, question).expect(409);
    }

    @Test
    void whatANewerSnapdockTellsIsTaken() throws Exception {
        send("msg_" + ref, Instant.now(), SECRET, message("dock.painted", "")).expect(204);
        send("msg_x" + ref, Instant.now(), SECRET, "{}").expect(400);
    }

    /** Who may be anybody: the signature is known at the end of the body. */
    @Test
    void slowSendersHoldNoThread() {
        var slow = new ArrayList<RawConnection>();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.add(new RawConnection(host.base())
                        .head(
                                "POST " + host.base().getPath() + "snapdock-hook HTTP/1.1",
                                "Host: localhost",
                                "Content-Length: 1000")
                        .send("{"));
            }
            Condition.await(
                    "an answer beside them",
                    Duration.ofSeconds(10),
                    () -> hostCall("GET", "api/host/news").send().status() == 200);
        } finally {
            slow.forEach(RawConnection::close);
        }
    }

    @Test
    void aBodyWithoutALengthIsRefused() {
        try (var connection = new RawConnection(host.base())) {
            assertThat(connection
                            .head(
                                    "POST " + host.base().getPath() + "snapdock-hook HTTP/1.1",
                                    "Host: localhost",
                                    "Connection: close",
                                    "Transfer-Encoding: chunked")
                            .send("1\r\n{\r\n0\r\n\r\n")
                            .answer())
                    .startsWith("HTTP/1.1 411");
        }
    }

    private String opened() {
        return message("dock.opened", "");
    }

    private String message(String type, String more) {
        return "{\"type\": \"" + type
                + "\", \"timestamp\": \"2026-11-30T16:00:00Z\", \"data\": {\"dockId\": \"d\", \"ref\": \"" + ref
                + "\", \"state\": \"OPEN\", \"version\": 0, \"expiresAt\": \"2026-12-07T16:00:00Z\"" + more + "}}";
    }

    private static Answer send(String id, Instant time, String secret, String body) throws Exception {
        return hostCall("POST", "snapdock-hook")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(time.getEpochSecond()))
                .header("webhook-signature", new Webhook(secret).sign(id, time.getEpochSecond(), body))
                .body("application/json", body.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private OpenDock open() {
        var dock = client.call("PUT", "api/docks/by-ref/" + ref)
                .key(API_KEY)
                .json("{}")
                .send()
                .expect(201)
                .json();
        var session = client.call("POST", "api/docks/" + dock.getString("id") + "/sessions")
                .key(API_KEY)
                .json("{\"rights\": [\"view\", \"add\", \"remove\", \"order\"]}")
                .send()
                .expect(201)
                .json();
        return new OpenDock(
                client,
                Json.createObjectBuilder()
                        .add("id", dock.getString("id"))
                        .add("ownerKey", session.getString("token"))
                        .build());
    }

    /** What the host has heard of this test's dock. */
    private List<String> news() {
        return hostCall("GET", "api/host/news")
                .send()
                .expect(200)
                .text()
                .lines()
                .filter(line -> List.of(line.split(" ", -1)).contains(ref))
                .toList();
    }

    private static DockClient.Call hostCall(String method, String path) {
        return new DockClient(host.base()).call(method, path);
    }
}
