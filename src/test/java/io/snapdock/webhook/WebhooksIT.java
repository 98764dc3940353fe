package io.snapdock.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.snapdock.support.ApiDescription;
import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.HookReceiver;
import io.snapdock.support.HookReceiver.Hook;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a host application is told, by the specification's own verifier. */
@Tag("own-server")
class WebhooksIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String API_KEY = "api-key-of-hosts-in-tests";
    private static final String ADMIN_KEY = "admin-key-of-webhook-tests";
    private static final String OLD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String STRANGERS_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static HookReceiver receiver;
    private static ServerProcess server;
    private static DockClient client;
    private static int docks;

    @BeforeAll
    static void start() {
        receiver = new HookReceiver();
        server = ServerProcess.start(
                "webhooks",
                Map.of(
                        "snapdock.create",
                        "key",
                        "snapdock.api-key",
                        API_KEY,
                        "snapdock.admin-key",
                        ADMIN_KEY,
                        "snapdock.webhook.url",
                        receiver.url(),
                        "snapdock.webhook.key",
                        NEW_SECRET + "," + OLD_SECRET));
        client = new DockClient(server.base());
    }

    @AfterAll
    static void stop() {
        server.close();
        receiver.close();
        server.assertLogClean();
    }

    @Test
    void theHostIsToldWhatHappensInOrder() throws Exception {
        var dock = open();
        var photo = dock.photo(Pictures.jpeg(64, 48), "?name=a.jpg");
        dock.owner("DELETE", "/photos/" + photo.getString("id")).send().expect(204);
        dock.owner("DELETE", "").send().expect(204);

        Condition.await("all are told", LIMIT, () -> hooks(dock).size() == 4);
        assertThat(hooks(dock).stream().map(Hook::type))
                .containsExactly("dock.opened", "photo.arrived", "photo.removed", "dock.closed");
        assertThat(hooks(dock))
                .allSatisfy(hook -> assertThat(ApiDescription.faultsOfWebhook("message", hook.body()))
                        .isEmpty());
        var arrived = hooks(dock).get(1);
        var data = arrived.json().getJsonObject("data");
        assertThat(data.getJsonObject("photo").getString("sha256")).isEqualTo(photo.getString("sha256"));
        assertThat(data.getInt("version")).isEqualTo(1);
        verify(NEW_SECRET, arrived);
        verify(OLD_SECRET, arrived);
        assertThatThrownBy(() -> verify(STRANGERS_SECRET, arrived)).isInstanceOf(WebhookVerificationException.class);
        var forged = new Hook(arrived.headers(), arrived.body().replace("a.jpg", "b.jpg"));
        assertThatThrownBy(() -> verify(NEW_SECRET, forged)).isInstanceOf(WebhookVerificationException.class);
    }

    /** The message of a change that did not come to be is not told: a photo that is refused. */
    @Test
    void whatDoesNotHappenIsNotTold() {
        var dock = open();
        dock.send(dock.ownerKey(), new byte[] {1, 2, 3}, "").expectProblem(415, "photo-type-unknown");
        dock.photo(Pictures.jpeg(64, 48), "");
        Condition.await("the photo is told", LIMIT, () -> hooks(dock).size() > 1);
        assertThat(hooks(dock).stream().map(Hook::type)).containsExactly("dock.opened", "photo.arrived");
    }

    @Test
    void aHostThatIsAwayIsToldLaterInOrderAndOnceEach() {
        var dock = open();
        // What was taken is told again when the server is killed before it has written that down.
        Condition.await("its opening is told", LIMIT, () -> state(dock).equals("TAKEN"));
        receiver.goDown();
        List<String> photos;
        try {
            photos = IntStream.range(0, 5)
                    .mapToObj(i -> dock.photo(Pictures.jpeg(64 + i, 48), "").getString("id"))
                    .toList();
            Condition.await(
                    "it was tried", LIMIT, () -> receiver.refused().stream().anyMatch(isOf(dock)));
            server.kill();
            server.restart();
        } finally {
            receiver.comeBack();
        }
        Condition.await("all are told", LIMIT, () -> hooks(dock).size() > photos.size());
        assertThat(hooks(dock).stream()
                        .skip(1)
                        .map(hook -> hook.json()
                                .getJsonObject("data")
                                .getJsonObject("photo")
                                .getString("id")))
                .containsExactlyElementsOf(photos);
        var refused = receiver.refused().stream().filter(isOf(dock)).toList();
        assertThat(refused.stream().map(hook -> hook.header("webhook-id")).distinct())
                .as("the others wait for the first one, which keeps its id")
                .containsExactly(hooks(dock).get(1).header("webhook-id"));
    }

    @Test
    void theAdministratorSeesThemAndSendsOneAgain() {
        var dock = open();
        Condition.await("its opening is told", LIMIT, () -> !hooks(dock).isEmpty());
        Condition.await("it is known to be taken", LIMIT, () -> state(dock).equals("TAKEN"));
        var id = hooks(dock).get(0).header("webhook-id");
        client.call("POST", "api/webhooks/" + id + "/again")
                .key(ADMIN_KEY)
                .json("{}")
                .send()
                .expect(204);
        Condition.await("it is told again", LIMIT, () -> hooks(dock).size() == 2);
        assertThat(hooks(dock).get(1).header("webhook-id")).isEqualTo(id);
        assertThat(hooks(dock).get(1).body()).isEqualTo(hooks(dock).get(0).body());
    }

    @Test
    void onlyTheAdministratorSeesThem() {
        client.call("GET", "api/webhooks").send().expectProblem(403, "admin-forbidden");
        client.call("GET", "api/webhooks").key(API_KEY).send().expectProblem(403, "admin-forbidden");
        client.call("POST", "api/webhooks/x/again")
                .key(API_KEY)
                .json("{}")
                .send()
                .expectProblem(403, "admin-forbidden");
        client.call("POST", "api/webhooks/x/again")
                .key(ADMIN_KEY)
                .json("{}")
                .send()
                .expectProblem(404, "not-found");
    }

    private static OpenDock open() {
        var opened = client.call("POST", "api/docks")
                .key(API_KEY)
                .json("{\"title\": \"Hook " + ++docks + "\"}")
                .send();
        return new OpenDock(client, opened.expect(201).json());
    }

    private static List<Hook> hooks(OpenDock dock) {
        return receiver.taken().stream().filter(isOf(dock)).toList();
    }

    private static java.util.function.Predicate<Hook> isOf(OpenDock dock) {
        return hook -> hook.json().getJsonObject("data").getString("dockId").equals(dock.id());
    }

    private static String state(OpenDock dock) {
        return client
                .call("GET", "api/webhooks")
                .key(ADMIN_KEY)
                .send()
                .expect(200)
                .json()
                .getJsonArray("messages")
                .stream()
                .map(message -> message.asJsonObject())
                .filter(message -> message.getString("dockId").equals(dock.id()))
                .map(message -> message.getString("state"))
                .findFirst()
                .orElse("");
    }

    private static void verify(String secret, Hook hook) throws WebhookVerificationException {
        var headers = new HashMap<String, List<String>>();
        Stream.of("webhook-id", "webhook-timestamp", "webhook-signature")
                .forEach(name -> headers.put(name, List.of(hook.header(name))));
        new Webhook(secret).verify(hook.body(), HttpHeaders.of(headers, (name, value) -> true));
    }
}
