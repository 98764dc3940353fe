package io.snapdock.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be sent: each gets its own code, nothing of it stays, and no log shows a stack trace. */
@Tag("http")
class BadInputIT extends ServerIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] PICTURE = Pictures.jpeg(64, 48);

    /** Unfinished uploads of docks that are still open. */
    private static final Set<Path> LEFT_BY_OTHERS = new HashSet<>();

    @BeforeAll
    static void rememberWhatOthersLeft() {
        LEFT_BY_OTHERS.addAll(files(data().resolve("incoming")));
    }

    private static final byte[] BIG = Pictures.jpegOfSize(600_000);

    private final DockClient client = new DockClient(BASE);

    // Keys

    @Test
    void answersEveryWrongKeyAndUnknownDockAlike() {
        var dock = client.open();
        var phone = dock.join("Ana");
        var photo = dock.photo(PICTURE, "").getString("id");
        var closed = client.open();
        closed.owner("DELETE", "").send().expect(204);
        var other = client.open();
        var others = other.join("Eve");

        var bodies = new ArrayList<String>();
        for (String[] call : new String[][] {
            {"GET", ""},
            {"DELETE", ""},
            {"GET", "/qr.svg"},
            {"GET", "/qr.png"},
            {"POST", "/phones"},
            {"POST", "/photos"},
            {"GET", "/photos/" + photo},
            {"GET", "/photos/" + photo + "/thumbnail"},
            {"DELETE", "/photos/" + photo},
            {"PUT", "/photos/order"},
            {"GET", "/photos.zip"},
            {"GET", "/events"}
        }) {
            for (String key : Arrays.asList(
                    null,
                    "",
                    "x",
                    "A".repeat(22),
                    "A".repeat(5000),
                    other.ownerKey(),
                    other.joinKey(),
                    others.key(),
                    "ä")) {
                bodies.add(refused(dock.call(call[0], call[1]), call, key));
            }
            bodies.add(refused(closed.call(call[0], call[1]), call, closed.ownerKey()));
            for (String unknown : List.of("none", "'%20or%201=1", "%E8%BB%8A", "x".repeat(2000))) {
                bodies.add(refused(client.call(call[0], "api/docks/" + unknown + call[1]), call, dock.ownerKey()));
            }
        }
        assertThat(bodies.stream().distinct()).hasSize(1);
        dock.call("GET", "").header("Authorization", "Basic " + dock.ownerKey()).send();
        dock.call("GET", "").send().expectProblem(404, "dock-unavailable");
        assertThat(dock.snapshot().getJsonArray("phones")).hasSize(1);
        assertThat(DockClient.ids(dock.snapshot().getJsonArray("phones"))).containsExactly(phone.id());
    }

    private static String refused(DockClient.Call call, String[] what, String key) {
        if (what[0].equals("POST") || what[0].equals("PUT")) {
            if (what[1].equals("/photos")) {
                call.body("image/jpeg", PICTURE);
            } else {
                call.json("{}");
            }
        }
        return (key == null ? call : call.key(key))
                .send()
                .expectProblem(404, "dock-unavailable")
                .text();
    }

    @Test
    void refusesOtherSchemesAndOddHeaders() {
        var dock = client.open();
        for (String authorization : List.of(
                "Basic " + dock.ownerKey(),
                dock.ownerKey(),
                "Bearer",
                "Bearer  ",
                "Bearer " + dock.ownerKey() + " x",
                "Bearer " + dock.ownerKey() + ", Bearer " + dock.ownerKey())) {
            dock.call("GET", "").header("Authorization", authorization).send().expectProblem(404, "dock-unavailable");
        }
        for (String cookie : List.of("snapdock_owner", "snapdock_owner=", "snapdock_owner=;;=,\"", "\u00e4=\u00e4")) {
            assertThat(dock.call("GET", "").header("Cookie", cookie).send().status())
                    .isBetween(400, 499);
        }
    }

    // Pictures

    static Stream<Arguments> pictures() {
        byte[] jpeg = Pictures.jpeg(640, 480);
        byte[] flipped = Pictures.png(64, 48);
        flipped[12] = 0;
        return Stream.of(
                Arguments.of("nothing", new byte[0], 422, "photo-empty"),
                Arguments.of("one byte", new byte[] {(byte) 0xFF}, 415, "photo-type-unknown"),
                Arguments.of(
                        "text", "I am a JPEG, believe me.".getBytes(StandardCharsets.UTF_8), 415, "photo-type-unknown"),
                Arguments.of(
                        "SVG",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
                                .getBytes(StandardCharsets.UTF_8),
                        415,
                        "photo-type-unknown"),
                Arguments.of(
                        "HTML",
                        "<!doctype html><title>x</title>".getBytes(StandardCharsets.UTF_8),
                        415,
                        "photo-type-unknown"),
                Arguments.of(
                        "PDF", "%PDF-1.7\n%âãÏÓ\n".getBytes(StandardCharsets.ISO_8859_1), 415, "photo-type-unknown"),
                Arguments.of("zeros", new byte[100_000], 415, "photo-type-unknown"),
                Arguments.of("half a JPEG", Pictures.truncated(jpeg), 422, "photo-damaged"),
                Arguments.of(
                        "a JPEG without its last lines", Arrays.copyOf(jpeg, jpeg.length - 200), 422, "photo-damaged"),
                Arguments.of(
                        "the beginning of a JPEG",
                        new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF},
                        422,
                        "photo-damaged"),
                Arguments.of("half a PNG", Pictures.truncated(Pictures.png(64, 48)), 422, "photo-damaged"),
                Arguments.of("a PNG with a broken header", flipped, 422, "photo-damaged"),
                Arguments.of("half a WebP", Pictures.truncated(Pictures.lossyWebp()), 422, "photo-damaged"),
                Arguments.of("half a GIF", Pictures.truncated(Pictures.gif(64, 48)), 422, "photo-damaged"),
                Arguments.of("half a HEIC", Pictures.truncated(Pictures.heic()), 422, "photo-damaged"),
                Arguments.of("half an AVIF", Pictures.truncated(Pictures.avif()), 422, "photo-damaged"),
                Arguments.of("30,000 x 30,000 pixels", Pictures.hugePng(30_000, 30_000), 422, "photo-too-many-pixels"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void refusesWhatIsNoWholePicture(String what, byte[] bytes, int status, String code) {
        var dock = client.open();
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");
            dock.send(dock.ownerKey(), bytes, "?name=a.jpg").expectProblem(status, code);
            dock.owner("POST", "/photos")
                    .bodyWithoutLength("application/octet-stream", () -> new ByteArrayInputStream(bytes))
                    .send()
                    .expectProblem(status, code);
            assertThat(stream.next("upload-failed").json().getString("code")).isEqualTo(code);
            if (bytes.length > 0) {
                // What says that it has no bytes is refused before it is an upload.
                assertThat(stream.next("upload-failed").json().getString("code"))
                        .isEqualTo(code);
            }
            assertThat(stream.has("photo-received")).as(what).isFalse();
        }
        assertNothingRemains(dock);
    }

    @Test
    void refusesTypesThatTheDockDoesNotTake() {
        var dock = client.open("{\"accept\": [\"image/png\"]}");
        dock.send(dock.ownerKey(), PICTURE, "?name=a.png").expectProblem(415, "photo-type-refused");
        dock.send(dock.ownerKey(), Pictures.png(64, 48), "?name=a.jpg").expect(201);
    }

    @Test
    void refusesMoreBytesThanTheDockTakes() {
        var dock = client.open("{\"maxBytesPerPhoto\": 100000}");
        byte[] over = Pictures.jpegOfSize(100_001);

        dock.send(dock.ownerKey(), over, "").expectProblem(413, "photo-too-large");
        dock.owner("POST", "/photos")
                .bodyWithoutLength("image/jpeg", () -> new ByteArrayInputStream(over))
                .send()
                .expectProblem(413, "photo-too-large");
        assertNothingRemains(dock);
        dock.send(dock.ownerKey(), Pictures.jpegOfSize(100_000), "").expect(201);
    }

    @Test
    void refusesByTheAnnouncedLengthBeforeAnythingIsSent() {
        var dock = client.open("{\"maxBytesPerPhoto\": 100000}");
        for (String length : List.of("100001", "9000000", "9999999999")) {
            try (var sender = new RawConnection(BASE)) {
                // its bytes never come: whoever waits for them has no answer
                var answer = upload(sender, dock, "Content-Length: " + length).answer();
                // a stock WildFly refuses the last one itself
                assertThat(RawConnection.status(answer))
                        .as(length + ": " + answer)
                        .isIn(413, length.length() > 7 ? 400 : 413);
            }
        }
        assertNothingRemains(dock);
    }

    @Test
    void refusesOnePhotoTooMany() {
        var dock = client.open("{\"maxPhotos\": 1}");
        dock.photo(PICTURE, "?clientId=a");
        dock.send(dock.ownerKey(), PICTURE, "").expectProblem(409, "dock-full");
        dock.send(dock.ownerKey(), PICTURE, "?clientId=b").expectProblem(409, "dock-full");

        dock.owner("DELETE", "/photos/" + dock.photoIds().get(0)).send().expect(204);
        dock.photo(PICTURE, "");
    }

    @Test
    void countsPhotosThatComeAtOnce() {
        var dock = client.open("{\"maxPhotos\": 3}");
        var phone = dock.join("Ana");
        List<CompletableFuture<Answer>> sending = IntStream.range(0, 8)
                .mapToObj(i -> dock.call("POST", "/photos?clientId=" + i)
                        .key(i % 2 == 0 ? phone.key() : dock.ownerKey())
                        .body("image/jpeg", Pictures.jpegOfSize(600_000 + i))
                        .sendAsync())
                .toList();
        var answers = sending.stream().map(CompletableFuture::join).toList();
        var taken = answers.stream().filter(answer -> answer.status() == 201).toList();
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> answer.expectProblem(409, "dock-full"));

        assertThat(taken).hasSize(3);
        assertThat(dock.photoIds())
                .containsExactlyInAnyOrderElementsOf(taken.stream()
                        .map(answer -> answer.json().getString("id"))
                        .toList());
        assertNothingArriving(dock);
    }

    // Names and queries

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("../../../etc/passwd.jpg", "passwd.jpg"),
                Arguments.of("..\\..\\boot.jpg", "boot.jpg"),
                Arguments.of("a\u0000b.jpg", "ab.jpg"),
                Arguments.of("invoice\u202egpj.exe", "invoicegpj.exe.jpg"),
                Arguments.of("\u200f\u2067a\u2069.jpg", "a.jpg"),
                Arguments.of("a\r\nSet-Cookie: x=y.jpg", "a Set-Cookie: x=y.jpg"),
                Arguments.of("", "photo.jpg"),
                Arguments.of(" .. ", "photo.jpg"),
                Arguments.of("CON.jpg", "_CON.jpg"),
                Arguments.of("👩‍👩‍👧‍👦🏳️‍🌈.jpeg", "👩‍👩‍👧‍👦🏳️‍🌈.jpeg"),
                Arguments.of("<script>alert(1)<script>.jpg", "<script>alert(1)<script>.jpg"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void cleansNames(String name, String clean) {
        var dock = client.open();
        var photo = dock.photo(PICTURE, "?name=" + encoded(name));

        assertThat(photo.getString("name")).isEqualTo(clean);
        dock.owner("GET", "/photos/" + photo.getString("id") + "?download=true")
                .send()
                .expect(200);
        dock.owner("GET", "/photos.zip").send().expect(200);
    }

    @Test
    void cutsLongNames() {
        for (String letter : List.of("a", "車", "😀")) {
            var dock = client.open();
            // servers take addresses of up to 8 KiB
            var photo = dock.photo(PICTURE, "?name=" + encoded(letter.repeat(500) + ".jpg"));
            assertThat(photo.getString("name")
                            .codePointCount(0, photo.getString("name").length()))
                    .isEqualTo(200);
            assertThat(photo.getString("name")).startsWith(letter).endsWith(letter + ".jpg");
        }
        var photo = client.open().photo(PICTURE, "?name=" + "b".repeat(3_996) + ".jpg");
        assertThat(photo.getString("name")).isEqualTo("b".repeat(196) + ".jpg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clientId=",
                "clientId=a%20b",
                "clientId=%00",
                "clientId=../a",
                "clientId=%E8%BB%8A",
                "waiting=-1",
                "waiting=10001",
                "waiting=1e3",
                "waiting=99999999999999999999",
                "waiting="
            })
    void refusesQueriesOutsideTheirBounds(String query) {
        var dock = client.open();
        dock.send(dock.ownerKey(), PICTURE, "?" + query).expectProblem(400, "query-invalid");
        assertNothingRemains(dock);
    }

    @Test
    void takesQueriesUpToTheirBounds() {
        var dock = client.open();
        dock.owner("POST", "/photos?waiting=10000&unknown=x&clientId=" + "a".repeat(64))
                .odd()
                .body("image/jpeg", PICTURE)
                .send()
                .expect(201);
        dock.send(dock.ownerKey(), PICTURE, "?clientId=" + "a".repeat(65)).expectProblem(400, "query-invalid");
    }

    // JSON

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | json-malformed",
                "nonsense | json-malformed",
                "{\"title\": \"a | json-malformed",
                "{'title': 'a'} | json-malformed",
                "{} {} | json-malformed",
                "{}x | json-malformed",
                "[] | json-malformed",
                "[{}] | json-malformed",
                "\"text\" | json-malformed",
                "1 | json-malformed",
                "null | json-malformed",
                "{\"maxPhotos\": NaN} | json-malformed",
                "{\"maxPhotos\": 01} | json-malformed",
                "{\"titel\": \"a\"} | json-unknown-member",
                "{\"title\": \"a\", \"__proto__\": {}} | json-unknown-member",
                "{\"\": 1} | json-unknown-member",
                "{\"title\": 1} | json-wrong-type",
                "{\"title\": [\"a\"]} | json-wrong-type",
                "{\"maxPhotos\": \"3\"} | json-wrong-type",
                "{\"maxPhotos\": 1.5} | json-wrong-type",
                "{\"maxPhotos\": true} | json-wrong-type",
                "{\"maxPhotos\": {}} | json-wrong-type",
                "{\"accept\": \"image/jpeg\"} | json-wrong-type",
                "{\"accept\": [1]} | json-wrong-type",
                "{\"accept\": [null]} | json-wrong-type",
                "{\"metadata\": 1} | json-wrong-type",
                "{\"maxPhotos\": 0} | json-out-of-bounds",
                "{\"maxPhotos\": -1} | json-out-of-bounds",
                "{\"maxPhotos\": 101} | json-out-of-bounds",
                "{\"maxPhotos\": 4294967297} | json-out-of-bounds",
                "{\"maxPhotos\": 99999999999999999999999999999999} | json-out-of-bounds",
                "{\"maxBytesPerPhoto\": 0} | json-out-of-bounds",
                "{\"maxBytesPerPhoto\": -5} | json-out-of-bounds",
                "{\"maxBytesPerPhoto\": 52428801} | json-out-of-bounds",
                "{\"ttlSeconds\": 0} | json-out-of-bounds",
                "{\"ttlSeconds\": -1} | json-out-of-bounds",
                "{\"ttlSeconds\": 2592001} | json-out-of-bounds",
                "{\"accept\": []} | json-out-of-bounds",
                "{\"accept\": [\"image/svg+xml\"]} | json-out-of-bounds",
                "{\"accept\": [\"image/jpeg\", \"text/html\"]} | json-out-of-bounds",
                "{\"metadata\": \"all\"} | json-out-of-bounds",
                "{\"metadata\": \"KEEP\"} | json-out-of-bounds"
            })
    void refusesJsonThatItDoesNotUnderstand(String body, String code) {
        open(body).expectProblem(400, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999", "-1e999999", "1e-999999", "1E+2147483647", "1e99999999999999999999"})
    void refusesHugeNumbersAtOnce(String number) {
        var answer = open("{\"maxPhotos\": " + number + "}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.expectProblem(400, answer.json().getString("code"))
                        .json()
                        .getString("code"))
                .isIn("json-wrong-type", "json-out-of-bounds", "json-malformed");
    }

    @Test
    void refusesTextThatIsTooLong() {
        open("{\"title\": \"" + "a".repeat(100) + "\"}").expect(201);
        for (String member : List.of("title", "memberId", "identifier")) {
            open("{\"" + member + "\": \"" + "a".repeat(101) + "\"}").expectProblem(400, "json-out-of-bounds");
        }
        var dock = client.open();
        var join = dock.call("POST", "/phones").key(dock.joinKey());
        join.json("{\"name\": \"" + "a".repeat(61) + "\"}").send().expectProblem(400, "json-out-of-bounds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"title\":", "{\"a\":["})
    void refusesDeepNesting(String step) {
        open(step.repeat(100_000 / step.length())).expectProblem(400, "json-malformed");
    }

    @Test
    void refusesDeepNestingThatIsClosed() {
        var code = open("{\"title\": " + "[".repeat(50_000) + "]".repeat(50_000) + "}");
        assertThat(code.status()).isEqualTo(400);
        code.expectProblem(400, code.json().getString("code"));
    }

    @Test
    void readsDuplicateMembersOnlyOneWay() {
        var answer = open("{\"maxPhotos\": 1, \"maxPhotos\": 2}");
        if (answer.status() != 201) {
            answer.expectProblem(400, "json-malformed");
        }
        open("{\"maxPhotos\": 1, \"maxPhotos\": -2}")
                .expectProblem(400, answer.status() == 201 ? "json-out-of-bounds" : "json-malformed");
    }

    @Test
    void refusesLargeJson() {
        open("{\"title\": \"" + "a".repeat(300_000) + "\"}").expectProblem(413, "json-too-large");
        open(" ".repeat(300_000) + "{}").expectProblem(413, "json-too-large");
        var dock = client.open();
        dock.owner("PUT", "/photos/order")
                .json("[\"" + "a".repeat(300_000) + "\"]")
                .send()
                .expectProblem(413, "json-too-large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | json-malformed",
                "[ | json-malformed",
                "null | json-malformed",
                "`` | json-malformed",
                "[1] | json-wrong-type",
                "[null] | json-wrong-type",
                "[[\"a\"]] | json-wrong-type"
            })
    void refusesAnOrderThatIsNone(String body, String code) {
        var dock = client.open();
        dock.owner("PUT", "/photos/order").json(body).send().expectProblem(400, code);
    }

    @Test
    void takesNamesOfPhonesThatAreNoText() {
        var dock = client.open();
        for (String body : List.of("{\"name\": 1}", "{\"name\": {}}")) {
            dock.call("POST", "/phones").key(dock.joinKey()).json(body).send().expectProblem(400, "json-wrong-type");
        }
        dock.call("POST", "/phones")
                .key(dock.joinKey())
                .json("{\"name\": \"\\ud800 \\u0000\"}")
                .send()
                .expect(201);
        assertThat(dock.snapshot().getJsonArray("phones")).hasSize(1);
        open("{\"title\": \"\\ud800\"}").expect(201);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        var answer = client.call("POST", "api/docks")
                .body("application/json", new byte[] {'{', '"', 't', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'})
                .send();
        assertThat(answer.status()).isEqualTo(400);
        answer.expectProblem(400, answer.json().getString("code"));
    }

    // Bodies that stop

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsNothingOfABodyThatStopsHalfWay(boolean withLength) {
        var dock = client.open();
        var phone = dock.join("Ana");
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");
            for (boolean orderly : new boolean[] {true, false}) {
                try (var sender = new RawConnection(BASE)) {
                    upload(sender, dock, withLength ? "Content-Length: " + BIG.length : "Transfer-Encoding: chunked");
                    sendHalf(sender, withLength);
                    var started = stream.next("upload-started").json().getString("id");
                    if (orderly) {
                        sender.endOutput();
                    } else {
                        Condition.await("the file to grow", LIMIT, () -> incomingBytes() > 0);
                        sender.reset();
                    }
                    var failed = stream.next("upload-failed").json();
                    assertThat(failed.getString("id")).isEqualTo(started);
                    assertThat(failed.getString("code")).isEqualTo("upload-incomplete");
                }
            }
            assertThat(stream.has("photo-received")).isFalse();
        }
        assertNothingRemains(dock);
        dock.send(phone.key(), BIG, "").expect(201);
    }

    @Test
    void keepsNothingOfAnEmptyPromise() {
        var dock = client.open();
        try (var stream = dock.events(dock.ownerKey());
                var sender = new RawConnection(BASE)) {
            stream.next("snapshot");
            upload(sender, dock, "Content-Length: 1000").endOutput();
            assertThat(stream.next("upload-failed").json().getString("code")).isEqualTo("upload-incomplete");
        }
        assertNothingRemains(dock);
    }

    @Test
    void refusesJsonThatStopsHalfWay() {
        for (String length : List.of("Content-Length: 100", "Transfer-Encoding: chunked")) {
            try (var sender = new RawConnection(BASE)) {
                var answer = sender.head(
                                "POST /snapdock/api/docks HTTP/1.1",
                                "Host: localhost",
                                "Content-Type: application/json",
                                length,
                                "Connection: close")
                        .send(length.startsWith("C") ? "{\"title\":" : "5\r\n{\"tit")
                        .endOutput()
                        .answer();
                assertThat(RawConnection.status(answer)).isNotEqualTo(201).isLessThan(500);
            }
        }
    }

    // HTTP

    @Test
    void refusesOtherMethods() {
        var dock = client.open();
        String[][] calls = {
            {"PUT", "api/docks", "POST"},
            {"DELETE", "api/docks", "POST"},
            {"POST", dock.path(""), "GET"},
            {"PUT", dock.path(""), "DELETE"},
            {"POST", dock.path("/qr.svg"), "GET"},
            {"GET", dock.path("/phones"), "POST"},
            {"PUT", dock.path("/photos"), "POST"},
            {"PATCH", dock.path("/photos/x"), "DELETE"},
            {"POST", dock.path("/photos/x/thumbnail"), "GET"},
            {"DELETE", dock.path("/photos.zip"), "GET"},
            {"DELETE", dock.path("/events"), "GET"},
            {"POST", "api/health/live", "GET"},
            {"BREW", "api/docks", "POST"}
        };
        for (String[] call : calls) {
            var answer =
                    client.call(call[0], call[1]).key(dock.ownerKey()).send().expectProblem(405, "method-not-allowed");
            assertThat(answer.header("Allow").split(" *, *")).contains(call[2]).doesNotContain(call[0]);
        }
    }

    @Test
    void refusesOtherBodies() {
        var dock = client.open();
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            client.call("POST", "api/docks")
                    .body(type, bytes("{}"))
                    .send()
                    .expectProblem(415, "media-type-unsupported");
            dock.call("POST", "/phones")
                    .key(dock.joinKey())
                    .body(type, bytes("{}"))
                    .send()
                    .expectProblem(415, "media-type-unsupported");
            dock.owner("POST", "/photos").body(type, PICTURE).send().expectProblem(415, "media-type-unsupported");
            dock.owner("PUT", "/photos/order")
                    .body(type, bytes("[]"))
                    .send()
                    .expectProblem(415, "media-type-unsupported");
        }
        assertThat(dock.snapshot().getJsonArray("phones")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a/b/c", "/", ";", "image/", "image/jpeg; charset=\"", "*/*"})
    void survivesContentTypesThatAreNone(String type) {
        var dock = client.open();
        try (var sender = new RawConnection(BASE)) {
            var answer = sender.head(
                            "POST " + BASE.getPath() + dock.path("/photos") + " HTTP/1.1",
                            "Host: localhost",
                            "Authorization: Bearer " + dock.ownerKey(),
                            "Content-Type: " + type,
                            "Content-Length: " + PICTURE.length,
                            "Connection: close")
                    .send(PICTURE)
                    .answer();
            assertThat(RawConnection.status(answer)).as(answer).isBetween(200, 499);
            assertThat(answer).doesNotContain("Exception", "\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a/b/c", "/", ";", "text/html;q=x", "text/html;q=9", "", ","})
    void survivesAcceptsThatAreNone(String accept) {
        var dock = client.open();
        try (var sender = new RawConnection(BASE)) {
            var answer = sender.head(
                            "GET " + BASE.getPath() + dock.path("") + " HTTP/1.1",
                            "Host: localhost",
                            "Authorization: Bearer " + dock.ownerKey(),
                            "Accept: " + accept,
                            "Connection: close")
                    .answer();
            assertThat(RawConnection.status(answer)).as(answer).isBetween(200, 499);
            assertThat(answer).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void refusesToServeOtherTypes() {
        var dock = client.open();
        for (String below : List.of("", "/qr.svg", "/qr.png", "/events", "/photos.zip")) {
            dock.owner("GET", below).header("Accept", "text/html").send().expectProblem(406, "not-acceptable");
        }
        client.call("POST", "api/docks")
                .header("Accept", "application/xml")
                .json("{}")
                .send()
                .expectProblem(406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api",
                "api/",
                "api/none",
                "api/docks/x/none",
                "api/docks/x/photos/y/none",
                "api/docks/x/photos/y/thumbnail/z",
                "api/health",
                "api/health/x",
                "api/application.wadl",
                "api/openapi",
                "api/%E8%BB%8A"
            })
    void knowsNoOtherCalls(String path) {
        client.call("GET", path).send().expectProblem(404, "not-found");
    }

    @Test
    void knowsNoOtherPhotos() {
        var dock = client.open();
        var foreign = client.open().photo(PICTURE, "").getString("id");
        for (String id : List.of("none", foreign, "..%2F..", "%00", "order", "%E8%BB%8A", "x".repeat(2000))) {
            for (String below : List.of("/photos/" + id, "/photos/" + id + "/thumbnail")) {
                var answer = dock.owner("GET", below).send();
                // servers refuse some of these addresses themselves
                assertThat(answer.status()).as(below).isIn(400, 404, 405);
                assertThat(answer.text()).doesNotContain("Exception", "\tat ");
            }
        }
        dock.owner("GET", "/photos/" + foreign).send().expectProblem(404, "photo-unknown");
        dock.owner("GET", "/photos/none/thumbnail").send().expectProblem(404, "photo-unknown");
        dock.owner("DELETE", "/photos/none").send().expectProblem(404, "photo-unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /snapdock/api/docks/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
                "POST /snapdock/api/docks HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: abc\r\nConnection: close\r\n\r\n{}",
                "GET /snapdock/api/docks/x HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /snapdock/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /snapdock/api/docks/..%2f..%2fetc HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /snapdock/api/docks/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /snapdock/WEB-INF/web.xml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /snapdock/api/docks/x;a=b;c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /snapdock//api//docks//x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "TRACE /snapdock/api/docks HTTP/1.1\r\nHost: localhost\r\nCookie: a=b\r\nConnection: close\r\n\r\n",
                "GET /snapdock/api/docks/x HTTP/1.1\r\nHost: a b c\r\nConnection: close\r\n\r\n"
            })
    void survivesOddHttp(String request) {
        try (var sender = new RawConnection(BASE)) {
            var answer = sender.send(request).answer();
            assertThat(RawConnection.status(answer)).isBetween(0, 499).isNotEqualTo(200);
            assertThat(answer).doesNotContain("Exception", "\tat ", "<web-app");
        }
        client.open();
    }

    private Answer open(String json) {
        return client.call("POST", "api/docks").json(json).send();
    }

    private static RawConnection upload(RawConnection sender, OpenDock dock, String lengthHeader) {
        return sender.head(
                "POST " + BASE.getPath() + dock.path("/photos?name=a.jpg") + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + dock.ownerKey(),
                "Content-Type: image/jpeg",
                lengthHeader,
                "Connection: close");
    }

    private static void sendHalf(RawConnection sender, boolean withLength) {
        if (withLength) {
            sender.send(BIG, 0, BIG.length / 2);
        } else {
            // one whole chunk, and one that breaks off
            sender.send(Integer.toHexString(200_000) + "\r\n")
                    .send(BIG, 0, 200_000)
                    .send("\r\n" + Integer.toHexString(400_000) + "\r\n")
                    .send(BIG, 200_000, 300_000);
        }
    }

    private static void assertNothingRemains(OpenDock dock) {
        assertNothingArriving(dock);
        assertThat(dock.photoIds()).isEmpty();
        assertThat(files(data().resolve("photos").resolve(dock.id()))).isEmpty();
    }

    private static void assertNothingArriving(OpenDock dock) {
        assertThat(dock.snapshot().getJsonArray("uploads")).isEmpty();
        // a moment later: the file goes behind the answer
        Condition.await(
                "an empty folder for what arrives",
                LIMIT,
                () -> LEFT_BY_OTHERS.containsAll(files(data().resolve("incoming"))));
    }

    private static long incomingBytes() throws IOException {
        long bytes = 0;
        for (var file : files(data().resolve("incoming"))) {
            if (LEFT_BY_OTHERS.contains(file)) {
                continue;
            }
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** The data folder of the shared server. */
    private static Path data() {
        return Path.of(System.getProperty("it.data"));
    }

    private static List<Path> files(Path folder) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
