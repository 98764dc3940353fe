package io.snapdock.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.snapdock.support.ApiDescription;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.HookReceiver;
import io.snapdock.support.HookReceiver.Hook;
import io.snapdock.support.HookReceiver.Reply;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import jakarta.json.Json;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host application is asked by webhook before a photo is taken. */
@Tag("own-server")
class PhotoCheckIT {
    private static final String STRICT_KEY = "api-key-of-the-strict-host";
    private static final String CALM_KEY = "api-key-of-the-calm-host";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static HookReceiver receiver;
    private static ServerProcess server;
    private static DockClient client;
    private static int docks;

    /** The test has seen what became of its photos. */
    private final CountDownLatch seen = new CountDownLatch(1);

    @AfterEach
    void letTheHostAnswer() {
        seen.countDown();
    }

    @BeforeAll
    static void start() {
        receiver = new HookReceiver();
        server = start("photo-check", Map.of());
        client = new DockClient(server.base());
    }

    private static ServerProcess start(String name, Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "snapdock.api-keys", "strict:" + STRICT_KEY + ",calm:" + CALM_KEY,
                "snapdock.webhook.urls", "strict:" + receiver.url() + ",calm:" + receiver.url(),
                "snapdock.webhook.keys", "strict:" + SECRET + ",calm:" + SECRET,
                "snapdock.webhook.check", "strict",
                "snapdock.webhook.check-timeout", "PT1S"));
        settings.putAll(more);
        return ServerProcess.start(name, settings);
    }

    @AfterAll
    static void stop() {
        server.close();
        receiver.close();
    }

    @Test
    void theHostIsAskedAndTakesThePhoto() throws Exception {
        receiver.answer(hook -> new Reply(204, ""));
        var dock = open(client, STRICT_KEY);
        var photo = dock.photo(Pictures.jpeg(64, 48), "?name=a.jpg");
        var asked = asked(dock);
        assertThat(asked).hasSize(1);
        assertThat(ApiDescription.faultsOfWebhook("photoCheck", asked.get(0).body()))
                .isEmpty();
        var data = asked.get(0).json().getJsonObject("data");
        var check = data.getJsonObject("check");
        assertThat(data.getString("ref")).isEqualTo(ref());
        assertThat(check.getString("uploadId")).isEqualTo(photo.getString("id"));
        assertThat(check.getString("sha256")).isEqualTo(photo.getString("sha256"));
        assertThat(check.getBoolean("preview")).isFalse();
        verify(asked.get(0));
    }

    @Test
    void thePhotosThatTheHostRefusesNobodySees() {
        var sentence = "The report <b>is closed</b>, 已關閉. " + "x".repeat(400);
        receiver.answer(hook -> new Reply(422, "{\"code\": \"closed\", \"detail\": \"" + sentence + "\"}"));
        var dock = open(client, STRICT_KEY);
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");
            var refused = dock.send(dock.ownerKey(), Pictures.jpeg(64, 48), "").expectProblem(422, "photo-refused");
            assertThat(refused.json().getString("detail")).isEqualTo(sentence.substring(0, 300));
            var told = stream.next("upload-failed").json();
            assertThat(told.getString("code")).isEqualTo("photo-refused");
            assertThat(told.getString("detail")).isEqualTo(sentence.substring(0, 300));
        }
        assertThat(dock.photoIds()).isEmpty();
    }

    @Test
    void thePreviewsThatTheHostRefusesNobodySees() {
        receiver.answer(hook -> new Reply(422, "{\"detail\": \"No.\"}"));
        var dock = open(client, STRICT_KEY);
        var location = dock.beginUpload(1_000);
        var preview = "/uploads/" + location.substring(location.lastIndexOf('/') + 1) + "/preview";
        dock.owner("PUT", preview)
                .body("image/jpeg", Pictures.jpeg(64, 48))
                .send()
                .expectProblem(422, "photo-refused");
        assertThat(asked(dock)
                        .get(0)
                        .json()
                        .getJsonObject("data")
                        .getJsonObject("check")
                        .getBoolean("preview"))
                .isTrue();
    }

    @Test
    void aHostThatDoesNotWantToBeAskedIsNotAsked() {
        receiver.answer(hook -> new Reply(422, "{\"detail\": \"No.\"}"));
        var calm = open(client, CALM_KEY);
        calm.photo(Pictures.jpeg(64, 48), "");
        var ofAPerson = client.open();
        ofAPerson.photo(Pictures.jpeg(64, 48), "");
        assertThat(asked(calm)).isEmpty();
        assertThat(asked(ofAPerson)).isEmpty();
    }

    /** Its bytes are kept, so that the phone need not send them again. */
    @Test
    void aPhotoThatTheHostDoesNotAnswerForIsNotTakenAndCanBeAskedForAgain() {
        for (var answer : List.of(
                new Reply(503, ""), new Reply(404, "{\"detail\": \"No static resource hook.\"}"), new Reply(302, ""))) {
            receiver.answer(hook -> answer);
            var dock = open(client, STRICT_KEY);
            var failed = dock.send(dock.ownerKey(), Pictures.jpeg(64, 48), "").expectProblem(503, "photo-check-failed");
            assertThat(failed.text()).doesNotContain("No static resource");
            receiver.answer(hook -> new Reply(200, "{}"));
            dock.photo(Pictures.jpeg(64, 48), "");
        }
    }

    @Test
    void aHostThatIsSlowHasNotAnswered() {
        receiver.answer(hook -> late());
        var dock = open(client, STRICT_KEY);
        dock.send(dock.ownerKey(), Pictures.jpeg(64, 48), "").expectProblem(503, "photo-check-failed");
        assertThat(server.log()).contains("it did not answer within PT1S");
    }

    @Test
    void whereTheOperatorWantsItWhatIsUnansweredIsTaken() {
        var lenient = start("photo-check-take", Map.of("snapdock.webhook.check-unanswered", "take"));
        try (lenient) {
            var there = new DockClient(lenient.base());
            var dock = open(there, STRICT_KEY);
            receiver.answer(hook -> new Reply(500, ""));
            dock.photo(Pictures.jpeg(64, 48), "");
            receiver.answer(hook -> late());
            dock.photo(Pictures.jpeg(65, 48), "");
            receiver.answer(hook -> new Reply(422, "{\"detail\": \"No.\"}"));
            dock.send(dock.ownerKey(), Pictures.jpeg(66, 48), "").expectProblem(422, "photo-refused");
            assertThat(dock.photoIds()).hasSize(2);
        }
        lenient.assertLogClean();
    }

    /** When nobody waits for it any more. */
    private Reply late() {
        try {
            assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Reply(204, "");
    }

    private static OpenDock open(DockClient with, String key) {
        docks++;
        var opened = with.call("PUT", "api/docks/by-ref/" + ref())
                .key(key)
                .json("{}")
                .send();
        var dock = opened.expect(201).json();
        var session = with.call("POST", "api/docks/" + dock.getString("id") + "/sessions")
                .key(key)
                .json("{\"rights\": [\"view\", \"add\", \"remove\", \"order\"]}")
                .send()
                .expect(201)
                .json();
        return new OpenDock(
                with,
                Json.createObjectBuilder()
                        .add("id", dock.getString("id"))
                        .add("ownerKey", session.getString("token"))
                        .build());
    }

    private static String ref() {
        return "check-" + docks;
    }

    private static List<Hook> asked(OpenDock dock) {
        return receiver.asked().stream()
                .filter(hook ->
                        hook.json().getJsonObject("data").getString("dockId").equals(dock.id()))
                .toList();
    }

    private static void verify(Hook hook) throws Exception {
        var headers = new HashMap<String, List<String>>();
        Stream.of("webhook-id", "webhook-timestamp", "webhook-signature")
                .forEach(name -> headers.put(name, List.of(hook.header(name))));
        new Webhook(SECRET).verify(hook.body(), HttpHeaders.of(headers, (name, value) -> true));
    }
}
