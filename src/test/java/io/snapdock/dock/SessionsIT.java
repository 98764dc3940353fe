package io.snapdock.dock;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.Call;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.HostClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions: what a browser may do with a host's dock, for how long, and what it is told when that is over. */
@Tag("http")
class SessionsIT extends ServerIT {
    private static final String ALL = "\"view\", \"add\", \"remove\", \"order\"";
    private static final String UNKNOWN = "st_AAAAAAAAAAAAAAAAAAAAAA";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final DockClient client = new DockClient(BASE);
    private final HostClient host = HostClient.ofShared(client);

    @Test
    void doWhatAnOwnerDoes() {
        var dock = host.open("{\"title\": \"Hail\"}");
        var session = host.session(dock.id(), ALL, ", \"user\": \"ana\", \"ttlSeconds\": 600");
        var token = session.getString("token");
        assertThat(token).matches("st_[A-Za-z0-9_-]{22}");
        assertThat(Instant.parse(session.getString("expiresAt")))
                .isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(700));

        var first = dock.send(token, Pictures.jpeg(71, 51), "").expect(201).json();
        var second = tus(dock, token, Pictures.jpeg(72, 52));
        var snapshot = call(dock, token, "GET", "").send().expect(200).json();
        assertThat(snapshot.getString("joinUrl")).isEqualTo(dock.joinUrl());
        assertThat(snapshot.getJsonArray("rights").getValuesAs(JsonString::getString))
                .containsExactly("view", "add", "remove", "order");
        call(dock, token, "PUT", "/photos/order")
                .json(DockClient.array(List.of(second, first.getString("id")).stream()))
                .send()
                .expect(204);
        assertThat(dock.photoIds()).containsExactly(second, first.getString("id"));
        for (String path : List.of("/photos/" + second, "/photos.zip", "/qr.svg", "/qr.png")) {
            call(dock, token, "GET", path).send().expect(200);
        }
        call(dock, token, "DELETE", "/photos/" + second).send().expect(204);
        var phone = dock.join("Ana");
        call(dock, token, "DELETE", "/phones/" + phone.id()).send().expect(204);
        try (var stream = dock.events(token)) {
            assertThat(stream.next("snapshot").json().getJsonArray("photos")).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "view | GET |",
                "view | GET | /events",
                "view | GET | /photos.zip",
                "view | GET | /photos/PHOTO",
                "view | GET | /photos/PHOTO/thumbnail",
                "add | POST | /photos",
                "add | POST | /uploads",
                "add | GET | /qr.svg",
                "add | HEAD | /uploads/UPLOAD",
                "add | PATCH | /uploads/UPLOAD",
                "add | DELETE | /uploads/UPLOAD",
                "add | PUT | /uploads/UPLOAD/pause",
                "add | PUT | /uploads/UPLOAD/preview",
                "view | GET | /uploads/UPLOAD/preview",
                "add | DELETE | /picks/holiday/0",
                "remove | DELETE | /photos/PHOTO",
                "remove | DELETE | /phones/PHONE",
                "order | PUT | /photos/order",
            })
    void mayNotDoWhatTheyHaveNoRightTo(String right, String method, String below) {
        var dock = host.open("{}");
        var photo = dock.photo(Pictures.jpeg(73, 53), "").getString("id");
        var upload = lastPart(dock.beginUpload(1000));
        var phone = dock.join("Ana");
        var others = Arrays.stream(ALL.split(", ", -1))
                .filter(word -> !word.contains(right))
                .toList();
        var token = host.token(dock.id(), String.join(",", others));
        var path = below == null
                ? ""
                : below.replace("PHOTO", photo).replace("UPLOAD", upload).replace("PHONE", phone.id());
        var refused = asked(call(dock, token, method, path), method, path);
        if (method.equals("HEAD")) {
            refused.expect(403);
        } else {
            refused.expectProblem(403, "session-right-missing");
        }
    }

    /** They see what a phone sends, and may dismiss it with the right to remove; what they send themselves is theirs. */
    @Test
    void mayNotSendOnWhatAPhoneSends() {
        var dock = host.open("{}");
        var phone = dock.join("Ana");
        var address = dock.call("POST", "/uploads")
                .key(phone.key())
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "1000")
                .send()
                .expect(201)
                .header("Location");
        var token = host.token(dock.id(), ALL);
        tus(token, "HEAD", address).send().expect(404);
        tus(token, "PATCH", address)
                .header("Upload-Offset", "0")
                .body("application/offset+octet-stream", new byte[10])
                .send()
                .expectProblem(404, "upload-unknown");
        tus(phone.key(), "HEAD", address).send().expect(200);
        tus(token, "DELETE", address).send().expect(204);
    }

    private Call tus(String key, String method, String address) {
        return client.call(method, address).key(key).header("Tus-Resumable", "1.0.0");
    }

    /** A dock's end, its settings and its sessions are its owner's and its host's. */
    @Test
    void mayNotRuleTheDock() {
        var dock = host.open("{}");
        var token = host.token(dock.id(), ALL);
        call(dock, token, "DELETE", "").send().expectProblem(403, "session-right-missing");
        call(dock, token, "POST", "/sessions")
                .json("{\"rights\": [\"view\"]}")
                .send()
                .expectProblem(403, "api-key-wrong");
        dock.snapshot();
    }

    /** Whatever is wrong with a token, and whether there is such a dock: nobody learns which docks exist. */
    @Test
    void haveOneAnswerForEveryTokenThatIsNotValid() {
        var dock = host.open("{}");
        var other = host.open("{}");
        var ended = host.token(dock.id(), ALL);
        dock.call("DELETE", "/sessions").key(host.key()).send().expect(204);
        var ofOther = host.token(other.id(), ALL);
        for (String path : List.of(dock.path(""), "api/docks/AAAAAAAAAAAAAAAA", dock.path("/photos.zip"))) {
            for (String token : List.of(ended, ofOther, UNKNOWN, "st_", ended.substring(0, 20))) {
                var answer = client.call("GET", path).key(token).send().expectProblem(401, "session-ended");
                assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
                assertThat(answer.header("Clear-Site-Data")).isEmpty();
            }
        }
    }

    @Test
    void endForOneUserOrForAll() {
        var dock = host.open("{}");
        var ana = host.session(dock.id(), ALL, ", \"user\": \"ana\"").getString("token");
        var ben = host.session(dock.id(), ALL, ", \"user\": \"ben\"").getString("token");
        host.call("DELETE", dock.path("/sessions?User=ana")).send().expectProblem(400, "query-invalid");
        call(dock, ana, "GET", "").send().expect(200);
        host.call("DELETE", dock.path("/sessions?user=ana")).send().expect(204);
        call(dock, ana, "GET", "").send().expectProblem(401, "session-ended");
        call(dock, ben, "GET", "").send().expect(200);
        host.call("DELETE", dock.path("/sessions")).send().expect(204);
        call(dock, ben, "GET", "").send().expectProblem(401, "session-ended");
        host.call("DELETE", dock.path("/sessions")).send().expect(204);
    }

    @Test
    void takeTheirStreamsWithThem() {
        var dock = host.open("{}");
        var ana = host.session(dock.id(), ALL, ", \"user\": \"ana\"").getString("token");
        var ben = host.session(dock.id(), ALL, ", \"user\": \"ben\"").getString("token");
        try (var ended = dock.events(ana);
                var other = dock.events(ben)) {
            ended.next("snapshot");
            other.next("snapshot");
            host.call("DELETE", dock.path("/sessions?user=ana")).send().expect(204);
            ended.awaitEnd();
            other.awaitEnd();
            dock.call("GET", "/events").key(ana).send().expectProblem(401, "session-ended");
            var photo = dock.photo(Pictures.jpeg(74, 54), "").getString("id");
            try (var back =
                    dock.call("GET", "/events").key(ben).header("Last-Event-ID", other.lastEventId()).stream()) {
                assertThat(back.next("photo-received").json().getString("id"))
                        .as("nothing is missed")
                        .isEqualTo(photo);
            }
        }
    }

    /** A page whose session ran out while it sends gets a new one, and goes on where the upload stands. */
    @Test
    void runOutInTheMiddleOfAPhoto() {
        var dock = host.open("{}");
        byte[] picture = Pictures.jpeg(75, 55);
        var brief = host.session(dock.id(), ALL, ", \"ttlSeconds\": 2").getString("token");
        try (var stream = dock.events(brief)) {
            stream.next("snapshot");
            var location = create(dock, brief, picture.length);
            patch(location, brief, picture, 0, 100).expect(204);
            Condition.await(
                    "the end of the session",
                    LIMIT,
                    () -> call(dock, brief, "GET", "").send().status() == 401);
            var late = patch(location, brief, picture, 100, picture.length).expectProblem(401, "session-ended");
            assertThat(late.header("Snapdock-Photo")).isEmpty();
            stream.awaitEnd();

            var next = host.token(dock.id(), ALL);
            var head = client.call("HEAD", location.substring(location.indexOf("api/")))
                    .key(next)
                    .header("Tus-Resumable", "1.0.0")
                    .send()
                    .expect(200);
            assertThat(head.header("Upload-Offset")).isEqualTo("100");
            var photo = patch(location, next, picture, 100, picture.length)
                    .expect(204)
                    .header("Snapdock-Photo");
            assertThat(dock.photoIds()).containsExactly(photo);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"rights\": []}",
                "{\"rights\": [\"all\"]}",
                "{\"rights\": [\"view\"], \"ttlSeconds\": 3601}",
                "{\"rights\": [\"view\"], \"ttlSeconds\": 0}",
            })
    void areAskedForInTheirForm(String body) {
        var dock = host.open("{}");
        host.post(dock.path("/sessions"), body).expectProblem(400, "json-out-of-bounds");
    }

    @Test
    void areForTheHostThatOpenedTheDock() {
        var dock = host.open("{}");
        var body = "{\"rights\": [\"view\"]}";
        HostClient.another(client).post(dock.path("/sessions"), body).expectProblem(404, "dock-unavailable");
        dock.owner("POST", "/sessions").json(body).send().expectProblem(403, "api-key-wrong");
        dock.call("POST", "/sessions").json(body).send().expectProblem(403, "api-key-wrong");
        var ofPerson = client.open();
        host.post(ofPerson.path("/sessions"), body).expectProblem(404, "dock-unavailable");
        dock.owner("DELETE", "").send().expect(204);
        host.post(dock.path("/sessions"), body).expectProblem(404, "dock-unavailable");
    }

    @Test
    void endWithTheirDock() {
        var dock = host.open("{}");
        var token = host.token(dock.id(), ALL);
        dock.owner("DELETE", "").send().expect(204);
        var answer = call(dock, token, "GET", "").send().expectProblem(404, "dock-unavailable");
        assertThat(answer.header("Clear-Site-Data")).isEqualTo("\"cache\"");
    }

    @Test
    void areNotNeededByTheHostThatOpenedTheDock() {
        var dock = host.open("{}");
        var reader = HostClient.another(client);
        reader.get(dock.path("")).expectProblem(404, "dock-unavailable");
        host.get(dock.path("")).expect(200);
        host.get(dock.path("/photos.zip")).expect(200);
    }

    private static Call call(OpenDock dock, String token, String method, String below) {
        return dock.call(method, below).key(token);
    }

    /** With a body of the kind that the call takes. */
    private static Answer asked(Call call, String method, String path) {
        if (path.contains("/uploads")) {
            call.header("Tus-Resumable", "1.0.0");
        }
        return switch (method + " " + path.replaceAll("/uploads/[^/]+", "/uploads/U")) {
            case "POST /photos" ->
                call.body("image/jpeg", Pictures.jpeg(10, 10)).send();
            case "POST /uploads" -> call.header("Upload-Length", "1000").send();
            case "PATCH /uploads/U" ->
                call.header("Upload-Offset", "0")
                        .body("application/offset+octet-stream", new byte[10])
                        .send();
            case "PUT /uploads/U/pause" -> call.json("{}").send();
            case "PUT /uploads/U/preview" ->
                call.body("image/jpeg", Pictures.jpeg(10, 10)).send();
            case "PUT /photos/order" -> call.json("[]").send();
            default -> call.send();
        };
    }

    private String tus(OpenDock dock, String token, byte[] picture) {
        return patch(create(dock, token, picture.length), token, picture, 0, picture.length)
                .expect(204)
                .header("Snapdock-Photo");
    }

    private static String create(OpenDock dock, String token, int length) {
        return dock.call("POST", "/uploads")
                .key(token)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", Integer.toString(length))
                .send()
                .expect(201)
                .header("Location");
    }

    private Answer patch(String location, String token, byte[] picture, int from, int to) {
        return client.call("PATCH", location.substring(location.indexOf("api/")))
                .key(token)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", Integer.toString(from))
                .body("application/offset+octet-stream", Arrays.copyOfRange(picture, from, to))
                .send();
    }

    private static String lastPart(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
