package io.snapdock.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.HostClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import io.snapdock.support.SlicedUpload;
import jakarta.json.JsonObject;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a host takes the photos of a dock over: seal, copy, claim, release; and what phones and pages are told meanwhile. */
@Tag("http")
class HandoverIT extends ServerIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SLICE_BYTES = 64 * 1024;

    private final DockClient client = new DockClient(BASE);
    private final HostClient host = HostClient.ofShared(client);

    @Test
    void goesFromTheSealToTheRelease() throws Exception {
        var dock = host.open("{}");
        byte[] picture = Pictures.jpeg(91, 71);
        var phone = dock.join("Ana");
        var photo =
                dock.send(phone.key(), picture, "?name=hail.jpg").expect(201).json();
        try (var desktop = dock.events(dock.ownerKey());
                var phones = dock.events(phone.key())) {
            desktop.next("snapshot");
            phones.next("snapshot");
            var sealed = seal(dock, "{\"version\": 1}").expect(200).json();
            assertThat(sealed.getString("state")).isEqualTo("SEALED");
            assertThat(sealed.getInt("version")).isEqualTo(1);
            var listed = sealed.getJsonArray("photos").getJsonObject(0);
            assertThat(listed.getString("id")).isEqualTo(photo.getString("id"));
            assertThat(listed.getString("name")).isEqualTo("hail.jpg");
            assertThat(listed.getString("type")).isEqualTo("image/jpeg");
            byte[] copy = copy(listed);
            assertThat(copy).isEqualTo(picture).hasSize(listed.getInt("bytes"));
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(copy)))
                    .isEqualTo(listed.getString("sha256"));

            var claimed = claim(dock, "damage-1").expect(200).json();
            assertThat(claimed.getString("state")).isEqualTo("CLAIMED");
            assertThat(claimed.getString("claimId")).isEqualTo("damage-1");
            host.call("DELETE", dock.path("")).send().expect(204);
            for (var stream : List.of(desktop, phones)) {
                assertThat(stream.next("dock-changed").json().getString("state"))
                        .isEqualTo("SEALED");
                assertThat(stream.next("dock-changed").json().getString("state"))
                        .isEqualTo("CLAIMED");
                assertThat(stream.next("dock-closed").json().getString("reason"))
                        .isEqualTo("CLAIMED");
                stream.awaitEnd();
            }
        }
        host.get(dock.path("")).expectProblem(404, "dock-unavailable");
        host.call("DELETE", dock.path("")).send().expectProblem(404, "dock-unavailable");
        dock.call("GET", "/events").key(phone.key()).send().expectProblem(404, "dock-unavailable");
    }

    @Test
    void takesNothingNewInTheMeantime() {
        var dock = host.open("{}");
        var phone = dock.join("Ana");
        var first = dock.send(phone.key(), Pictures.jpeg(92, 72), "?clientId=one")
                .expect(201)
                .json();
        var second = dock.photo(Pictures.jpeg(93, 73), "");
        seal(dock, "{}").expect(200);
        for (String state : List.of("SEALED", "CLAIMED")) {
            dock.send(phone.key(), Pictures.jpeg(94, 74), "").expectProblem(409, "dock-sealed");
            dock.call("POST", "/uploads")
                    .key(phone.key())
                    .header("Tus-Resumable", "1.0.0")
                    .header("Upload-Length", "1000")
                    .send()
                    .expectProblem(409, "dock-sealed");
            dock.call("POST", "/phones").key(dock.joinKey()).json("{}").send().expectProblem(409, "dock-sealed");
            dock.owner("DELETE", "/photos/" + first.getString("id")).send().expectProblem(409, "dock-sealed");
            dock.owner("PUT", "/photos/order")
                    .json("[\"" + second.getString("id") + "\", \"" + first.getString("id") + "\"]")
                    .send()
                    .expectProblem(409, "dock-sealed");
            assertThat(dock.snapshot().getString("state"))
                    .as("its pages can be read")
                    .isEqualTo(state);
            assertThat(dock.snapshot().getInt("version")).isEqualTo(2);
            assertThat(dock.send(phone.key(), Pictures.jpeg(92, 72), "?clientId=one")
                            .expect(200)
                            .json())
                    .as("what has come is known")
                    .containsEntry("id", first.get("id"));
            claim(dock, "c").expect(200);
        }
        dock.owner("DELETE", "").send().expectProblem(409, "dock-sealed");
    }

    /** A ticket is what a browser says: somebody who was in that dock knows its id and version, too. */
    @Test
    void isRefusedForTheDockOfAnotherForm() {
        var ref = "damage-" + UUID.randomUUID();
        var id = host.call("PUT", "api/docks/by-ref/" + ref)
                .json("{}")
                .send()
                .expect(201)
                .json()
                .getString("id");
        host.post("api/docks/" + id + "/seal", "{\"version\": 0, \"ref\": \"damage-of-somebody-else\"}")
                .expectProblem(404, "dock-unavailable");
        assertThat(host.get("api/docks/" + id).json().getString("state")).isEqualTo("OPEN");
        host.post("api/docks/" + id + "/seal", "{\"version\": 0, \"ref\": \"" + ref + "\"}")
                .expect(200);
        var nameless = host.open("{}");
        seal(nameless, "{\"ref\": \"" + ref + "\"}").expectProblem(404, "dock-unavailable");
    }

    /** The same form was submitted twice, and one of its transactions comes to nothing. */
    @Test
    void isTakenBackByWhomHasSealedItLast() {
        var dock = host.open("{}");
        dock.photo(Pictures.jpeg(96, 76), "");
        seal(dock, "{\"sealId\": \"first\"}").expect(200);
        seal(dock, "{\"sealId\": \"second\"}").expect(200);
        var late = host.post(dock.path("/reopen"), "{\"sealId\": \"first\"}").expect(200);
        assertThat(late.json().getString("state")).isEqualTo("SEALED");
        host.post(dock.path("/reopen"), "{\"sealId\": \"never\"}").expect(200);
        assertThat(dock.snapshot().getString("state")).isEqualTo("SEALED");
        var own = host.post(dock.path("/reopen"), "{\"sealId\": \"second\"}").expect(200);
        assertThat(own.json().getString("state")).isEqualTo("OPEN");
    }

    @Test
    void canBeTakenBackBeforeTheClaim() {
        var dock = host.open("{}");
        dock.photo(Pictures.jpeg(95, 75), "");
        seal(dock, "{}").expect(200);
        assertThat(reopen(dock).expect(200).json().getString("state")).isEqualTo("OPEN");
        assertThat(reopen(dock).expect(200).json().getString("state"))
                .as("again")
                .isEqualTo("OPEN");
        dock.photo(Pictures.jpeg(96, 76), "");
        claim(dock, "c").expectProblem(409, "dock-not-sealed");
        seal(dock, "{\"version\": 2}").expect(200);
        claim(dock, "c").expect(200);
        reopen(dock).expectProblem(409, "dock-claimed");
    }

    /** Section 6, 8. */
    @Test
    void isRefusedForAnOlderTicket() {
        var dock = host.open("{}");
        dock.photo(Pictures.jpeg(97, 77), "");
        var later = dock.photo(Pictures.jpeg(98, 78), "").getString("id");
        for (long other : new long[] {1, 3}) {
            var changed = seal(dock, "{\"version\": " + other + "}").expectProblem(409, "dock-changed");
            assertThat(changed.json().getInt("version")).isEqualTo(2);
            assertThat(changed.json().getString("state")).isEqualTo("OPEN");
            assertThat(DockClient.ids(changed.json().getJsonArray("photos")))
                    .hasSize(2)
                    .contains(later);
        }
        dock.photo(Pictures.jpeg(99, 79), "");
        seal(dock, "{\"version\": 3}").expect(200);
        host.post(dock.path("/claim"), "{\"claimId\": \"c\", \"version\": 2}").expectProblem(409, "dock-changed");
        host.post(dock.path("/claim"), "{\"claimId\": \"c\", \"version\": 3}").expect(200);
    }

    @Test
    void canBeRepeatedAtEachStep() {
        var dock = host.open("{}");
        dock.photo(Pictures.jpeg(101, 81), "");
        // It is in the list when it is there.
        Condition.await(
                "the thumbnail",
                LIMIT,
                () -> dock.snapshot().getJsonArray("photos").getJsonObject(0).getBoolean("thumbnail"));
        var first = seal(dock, "{}").expect(200);
        assertThat(seal(dock, "{\"version\": 1}").expect(200).json()).isEqualTo(first.json());
        var claimed = claim(dock, "one").expect(200);
        assertThat(claim(dock, "one").expect(200).json()).isEqualTo(claimed.json());
        claim(dock, "two").expectProblem(409, "dock-claimed");
        seal(dock, "{}").expectProblem(409, "dock-claimed");
        assertThat(copy(claimed.json().getJsonArray("photos").getJsonObject(0))).isEqualTo(Pictures.jpeg(101, 81));
    }

    @Test
    void waitsForWhatIsOnItsWay() {
        var dock = host.open("{}");
        byte[] picture = Pictures.jpegOfSize(4 * SLICE_BYTES);
        var upload = SlicedUpload.begin(dock, picture, SLICE_BYTES);
        upload.sendSlices(2);
        var sealing = sealLater(dock, "{\"waitSeconds\": 30}");
        awaitState(dock, "SEALED");
        dock.send(dock.ownerKey(), Pictures.jpeg(102, 82), "").expectProblem(409, "dock-sealed");
        claim(dock, "c").expectProblem(409, "dock-not-sealed");
        upload.resume();
        var photo = upload.finish();
        var sealed = sealing.join().expect(200).json();
        assertThat(DockClient.ids(sealed.getJsonArray("photos"))).containsExactly(photo);
        assertThat(sealed.getInt("version")).isEqualTo(1);
    }

    /** The person has not seen the photo that came while the form was submitted. */
    @Test
    void isTakenBackWhenAPhotoComesThatTheTicketDoesNotName() {
        var dock = host.open("{}");
        byte[] picture = Pictures.jpegOfSize(4 * SLICE_BYTES);
        var upload = SlicedUpload.begin(dock, picture, SLICE_BYTES);
        upload.sendSlices(2);
        var sealing = sealLater(dock, "{\"version\": 0, \"waitSeconds\": 30}");
        awaitState(dock, "SEALED");
        upload.resume();
        var photo = upload.finish();
        var changed = sealing.join().expectProblem(409, "dock-changed").json();
        assertThat(DockClient.ids(changed.getJsonArray("photos"))).containsExactly(photo);
        assertThat(changed.getString("state")).isEqualTo("OPEN");
        assertThat(dock.snapshot().getString("state")).isEqualTo("OPEN");
    }

    /** What is late stays with its sender, which goes on when the form is opened again. */
    @Test
    void refusesWhatIsLateAndKeepsWhatCame() {
        var dock = host.open("{}");
        byte[] picture = Pictures.jpegOfSize(4 * SLICE_BYTES);
        var upload = SlicedUpload.begin(dock, picture, SLICE_BYTES);
        upload.sendSlices(2);
        var sealed = seal(dock, "{\"waitSeconds\": 0}").expect(200).json();
        assertThat(sealed.getJsonArray("photos")).isEmpty();
        var late = patch(dock, upload.location(), picture, 2 * SLICE_BYTES).expectProblem(409, "dock-sealed");
        assertThat(late.header("Snapdock-Problem")).isIn("", "dock-sealed");
        assertThat(dock.snapshot().getJsonArray("photos")).isEmpty();
        reopen(dock).expect(200);
        upload.resume();
        assertThat(upload.resumedAt()).isEqualTo(2 * SLICE_BYTES);
        var photo = upload.finish();
        assertThat(dock.photoIds()).containsExactly(photo);
    }

    /** One that its phone has left in the middle blocks nothing. */
    @Test
    void doesNotWaitForWhatHasStopped() {
        var dock = host.open("{}");
        dock.beginUpload(100_000);
        Condition.await(
                "the upload that nobody goes on with",
                LIMIT,
                () -> dock.snapshot().getJsonArray("uploads").getJsonObject(0).containsKey("paused"));
        long before = System.nanoTime();
        seal(dock, "{\"waitSeconds\": 60}").expect(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void servesTheHostAfterTheEnd() {
        var dock = host.open("{}");
        byte[] picture = Pictures.jpeg(103, 83);
        dock.photo(picture, "");
        dock.owner("DELETE", "").send().expect(204);
        assertThat(host.get(dock.path("")).expect(200).json().getString("state"))
                .isEqualTo("CLOSED");
        host.get(dock.path("/photos.zip")).expect(200);
        var list = host.get(dock.path("/photos")).expect(200).json();
        assertThat(list.getString("state")).isEqualTo("CLOSED");
        assertThat(copy(list.getJsonArray("photos").getJsonObject(0))).isEqualTo(picture);
        dock.owner("GET", "/photos").send().expectProblem(404, "dock-unavailable");
        var sealed = seal(dock, "{\"version\": 1}").expect(200).json();
        assertThat(sealed.getString("state")).isEqualTo("CLOSED");
        reopen(dock).expectProblem(409, "dock-ended");
        claim(dock, "late").expect(200);
        claim(dock, "later").expectProblem(409, "dock-claimed");
        dock.owner("GET", "").send().expectProblem(404, "dock-unavailable");
        host.call("DELETE", dock.path("")).send().expect(204);
    }

    @Test
    void isForTheHostThatOpenedTheDock() {
        var dock = host.open("{}");
        var token = host.token(dock.id(), "\"view\", \"add\", \"remove\", \"order\"");
        var another = HostClient.another(client);
        for (String step : List.of("/seal", "/reopen", "/claim")) {
            another.post(dock.path(step), "{}").expectProblem(404, "dock-unavailable");
            dock.owner("POST", step).json("{}").send().expectProblem(403, "api-key-wrong");
            dock.call("POST", step).key(token).json("{}").send().expectProblem(403, "api-key-wrong");
        }
        another.call("DELETE", dock.path("")).send().expectProblem(404, "dock-unavailable");
        assertThat(dock.snapshot().getString("state")).isEqualTo("OPEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"waitSeconds\": 61}", "{\"waitSeconds\": -1}", "{\"version\": -1}"})
    void isAskedForWithinBounds(String body) {
        var dock = host.open("{}");
        seal(dock, body).expectProblem(400, "json-out-of-bounds");
        host.post(dock.path("/claim"), "{}").expectProblem(400, "json-out-of-bounds");
        host.post(dock.path("/reopen"), "{\"x\": 1}").expectProblem(400, "json-unknown-member");
    }

    private void awaitState(OpenDock dock, String state) {
        Condition.await(state, LIMIT, () -> dock.snapshot().getString("state").equals(state));
    }

    private Answer seal(OpenDock dock, String json) {
        return host.post(dock.path("/seal"), json);
    }

    private CompletableFuture<Answer> sealLater(OpenDock dock, String json) {
        return host.call("POST", dock.path("/seal")).json(json).sendAsync();
    }

    private Answer reopen(OpenDock dock) {
        return host.post(dock.path("/reopen"), "{}");
    }

    private Answer claim(OpenDock dock, String id) {
        return host.post(dock.path("/claim"), "{\"claimId\": \"" + id + "\"}");
    }

    private byte[] copy(JsonObject photo) {
        String url = photo.getString("url");
        return host.get(url.substring(url.indexOf("api/"))).expect(200).body();
    }

    private Answer patch(OpenDock dock, String location, byte[] picture, int from) {
        return client.call("PATCH", location.substring(location.indexOf("api/")))
                .key(dock.ownerKey())
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", Integer.toString(from))
                .body("application/offset+octet-stream", Arrays.copyOfRange(picture, from, picture.length))
                .send();
    }
}
