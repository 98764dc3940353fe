package io.snapdock.dock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.QrReader;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Docks over HTTP: opening, keys, joining, the QR code, closing and expiry. */
@Tag("http")
class DocksIT extends ServerIT {
    private static final String KEY = "[A-Za-z0-9_-]{22}";

    private final DockClient client = new DockClient(BASE);

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "{\"title\": null, \"maxPhotos\": null}"})
    void opensWithTheDefaults(String body) {
        var answer = client.call("POST", "api/docks").json(body).send().expect(201);
        var opened = answer.json();
        var path = BASE.getPath() + "api/docks/" + opened.getString("id");

        assertThat(opened.keySet())
                .containsExactlyInAnyOrder("id", "ownerKey", "joinUrl", "qrUrl", "eventsUrl", "expiresAt", "limits");
        assertThat(BASE.resolve(answer.header("Location")).getPath()).isEqualTo(path);
        assertThat(opened.getString("ownerKey")).matches(KEY);
        assertThat(opened.getString("joinUrl"))
                .matches("http://[^#?]+/snapdock/p#" + Pattern.quote(opened.getString("id")) + "\\." + KEY);
        assertThat(opened.getString("qrUrl")).isEqualTo(path + "/qr.svg");
        assertThat(opened.getString("eventsUrl")).isEqualTo(path + "/events");
        assertThat(Instant.parse(opened.getString("expiresAt")))
                .isCloseTo(Instant.now().plus(Duration.ofMinutes(30)), within(1, ChronoUnit.MINUTES));
        assertThat(opened.getJsonObject("limits")).isEqualTo(DockClient.parse("""
                {"maxPhotos": 100, "maxBytesPerPhoto": 52428800, "maxPixels": 100000000,
                 "accept": ["image/jpeg", "image/png", "image/webp", "image/gif", "image/heic", "image/avif"],
                 "metadata": "strip-location"}"""));
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void opensWithAllMembers() {
        var dock = client.open("""
                {"title": "Schäden am 車 🚗", "maxPhotos": 3, "maxBytesPerPhoto": 1000000, "accept": ["image/png", "image/jpeg"],
                 "ttlSeconds": 600, "metadata": "keep", "memberId": "m-1", "identifier": "claim 42"}""");
        var snapshot = dock.snapshot();

        assertThat(snapshot.getString("title")).isEqualTo("Schäden am 車 🚗");
        assertThat(snapshot.getString("state")).isEqualTo("OPEN");
        assertThat(snapshot.getJsonObject("limits")).isEqualTo(DockClient.parse("""
                {"maxPhotos": 3, "maxBytesPerPhoto": 1000000, "maxPixels": 100000000,
                 "accept": ["image/jpeg", "image/png"], "metadata": "keep"}"""));
        assertThat(Instant.parse(snapshot.getString("expiresAt")))
                .isEqualTo(Instant.parse(snapshot.getString("createdAt")).plusSeconds(600))
                .isEqualTo(Instant.parse(dock.opened().getString("expiresAt")));
        assertThat(Instant.parse(snapshot.getString("now"))).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(snapshot.getJsonArray("phones")).isEmpty();
        assertThat(snapshot.getJsonArray("photos")).isEmpty();
        assertThat(snapshot.getJsonArray("uploads")).isEmpty();
    }

    @Test
    void leavesOutWhatDoesNotApply() {
        assertThat(client.open().snapshot()).doesNotContainKey("title");
    }

    @Test
    void givesTheOwnerACookieForThisDockAlone() {
        var answer = client.call("POST", "api/docks").json("{}").send().expect(201);
        var cookie = answer.header("Set-Cookie");
        var parsed = HttpCookie.parse(cookie).get(0);

        assertThat(parsed.getName()).isEqualTo("snapdock_owner");
        assertThat(parsed.getValue()).isEqualTo(answer.json().getString("ownerKey"));
        assertThat(parsed.isHttpOnly()).isTrue();
        assertThat(parsed.getPath())
                .isEqualTo(BASE.getPath() + "api/docks/" + answer.json().getString("id"));
        assertThat(cookie).containsPattern("(?i); *SameSite=Strict");
        assertThat(parsed.getDomain()).as("only the host that set it").isNull();
        assertThat(parsed.getSecure()).as("in a LAN there is no TLS").isFalse();
    }

    @Test
    void knowsTheOwnerByCookieAndByBearerKey() {
        var dock = client.open();
        var cookie = "snapdock_owner=" + dock.ownerKey();

        dock.call("GET", "").header("Cookie", cookie).send().expect(200);
        dock.call("GET", "").header("Cookie", "other=1; " + cookie).send().expect(200);
        dock.call("GET", "").key(dock.ownerKey()).send().expect(200);
        dock.call("GET", "")
                .header("Authorization", "bearer " + dock.ownerKey())
                .send()
                .expect(200);
        // a phone's page in the browser that owns the dock is a phone
        dock.call("GET", "")
                .header("Cookie", cookie)
                .key(dock.join("Ana").key())
                .send()
                .expectProblem(404, "dock-unavailable");
        dock.call("GET", "").header("Cookie", "snapdock_owner=x").send().expectProblem(404, "dock-unavailable");
    }

    @Test
    void saysKeysOnlyOnce() {
        var dock = client.open();
        var phone = dock.join("Ana's phone");
        var photo = dock.send(phone.key(), Pictures.jpeg(64, 48), "?name=a.jpg").expect(201);
        List<Answer> answers = new ArrayList<>(List.of(
                photo,
                dock.owner("GET", "").send(),
                dock.owner("GET", "/qr.svg").send(),
                dock.owner("GET", "/photos.zip").send(),
                dock.call("POST", "/phones").key(dock.joinKey()).json("{}").send(),
                dock.call("GET", "/photos/" + photo.json().getString("id"))
                        .key(phone.key())
                        .send(),
                dock.call("GET", "").key(phone.key()).send(),
                dock.owner("PUT", "/photos/order").json("[\"x\"]").send()));

        for (var answer : answers) {
            assertThat(answer.text() + answer.headers().map()).doesNotContain(dock.ownerKey(), phone.key());
        }
        assertThat(answers.get(4).json().getString("phoneKey")).matches(KEY).isNotEqualTo(dock.joinKey());
        try (var owners = dock.events(dock.ownerKey());
                var phones = dock.events(phone.key())) {
            assertThat(owners.next("snapshot").data() + phones.next("snapshot").data())
                    .doesNotContain(dock.ownerKey(), phone.key(), dock.joinKey());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH"})
    void joiningIsAPost(String method) {
        var dock = client.open();
        var answer = dock.call(method, "/phones").key(dock.joinKey()).send();

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow").split(" *, *")).contains("POST").doesNotContain("GET", "PUT", "DELETE");
        assertThat(dock.snapshot().getJsonArray("phones")).isEmpty();
    }

    @Test
    void letsPhonesInByTheJoinKeyAlone() {
        var dock = client.open("{\"title\": \"Kitchen\"}");
        var answer = dock.call("POST", "/phones")
                .key(dock.joinKey())
                .json("{\"name\": \"Ana\\u202e's \\u0000phone 📱\"}")
                .send()
                .expect(201);
        var joined = answer.json();

        assertThat(joined.keySet()).containsExactlyInAnyOrder("phoneId", "phoneKey", "dock");
        assertThat(joined.getJsonObject("dock").keySet())
                .containsExactlyInAnyOrder(
                        "id", "title", "state", "createdAt", "expiresAt", "now", "limits", "version");
        assertThat(joined.getString("phoneKey")).matches(KEY).isNotIn(dock.ownerKey(), dock.joinKey());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Set-Cookie"))
                .as("only the owner has a cookie")
                .isEmpty();

        dock.call("POST", "/phones").key(dock.joinKey()).json("").send().expect(201);
        var phones = dock.snapshot().getJsonArray("phones");
        assertThat(phones).hasSize(2);
        assertThat(phones.getJsonObject(0).getString("id")).isEqualTo(joined.getString("phoneId"));
        assertThat(phones.getJsonObject(0).getString("name"))
                .startsWith("Ana")
                .endsWith("phone 📱")
                .doesNotContain("\u202e", "\u0000");
        assertThat(phones.getJsonObject(0).getBoolean("connected")).isTrue();
        assertThat(phones.getJsonObject(1)).as("it gave no name").doesNotContainKey("name");

        for (String key : List.of(dock.ownerKey(), joined.getString("phoneKey"))) {
            dock.call("POST", "/phones").key(key).json("{}").send().expectProblem(404, "dock-unavailable");
        }
        for (String below : List.of("", "/events", "/qr.png", "/photos.zip")) {
            dock.call("GET", below).key(dock.joinKey()).send().expectProblem(404, "dock-unavailable");
        }
    }

    @Test
    void takesTwentyPhones() {
        var dock = client.open();
        for (int i = 1; i <= 20; i++) {
            dock.join("Phone " + i);
        }
        dock.call("POST", "/phones").key(dock.joinKey()).json("{}").send().expectProblem(409, "too-many-phones");
        assertThat(dock.snapshot().getJsonArray("phones")).hasSize(20);
    }

    @Test
    void showsTheJoinUrlAsQrCode() throws Exception {
        var dock = client.open();
        var png = dock.owner("GET", "/qr.png").send().expect(200);
        var svg = dock.owner("GET", "/qr.svg").send().expect(200);

        assertThat(png.header("Content-Type")).isEqualTo("image/png");
        assertThat(png.header("Cache-Control")).isEqualTo("no-store");
        assertThat(QrReader.read(png.body())).isEqualTo(dock.joinUrl());
        var image = ImageIO.read(new ByteArrayInputStream(png.body()));
        assertThat(image.getRGB(0, 0) & 0xFFFFFF).as("a white quiet zone").isEqualTo(0xFFFFFF);

        assertThat(svg.header("Content-Type")).startsWith("image/svg+xml");
        assertThat(svg.header("Cache-Control")).isEqualTo("no-store");
        assertThat(svg.text())
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .contains("fill=\"#fff\"")
                .doesNotContain("script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.168.1.20:8080/snapdock",
                "https://photos.example.org",
                "http://[fd00::1]:8080/snapdock"
            })
    void putsAnotherAddressInFrontOfTheJoinUrl(String base) {
        var dock = client.open();
        var fragment = dock.joinUrl().substring(dock.joinUrl().indexOf('#'));

        assertThat(QrReader.read(qr(dock, base).expect(200).body())).isEqualTo(base + "/p" + fragment);
        assertThat(QrReader.read(qr(dock, base + "/").expect(200).body())).isEqualTo(base + "/p" + fragment);
        assertThat(dock.snapshot().getString("joinUrl"))
                .as("for this picture only")
                .isEqualTo(dock.joinUrl());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "snapdock",
                "//evil.example",
                "javascript:alert(1)",
                "ftp://192.168.1.20",
                "http://user:word@192.168.1.20",
                "http://192.168.1.20/?a=b",
                "http://192.168.1.20/#a",
                "http:///snapdock",
                "http://a b",
                "http://192.168.1.20\r\nSet-Cookie: a=b",
                "http://\u0000"
            })
    void refusesWhatIsNoAddress(String base) {
        qr(client.open(), base).expectProblem(400, "base-invalid");
    }

    @Test
    void refusesAnAddressThatIsTooLong() {
        var dock = client.open();
        qr(dock, "http://" + "a".repeat(193)).expect(200);
        qr(dock, "http://" + "a".repeat(194)).expectProblem(400, "base-invalid");
    }

    @Test
    void offersAnAddressThatPhonesReach() {
        var snapshot = client.open().snapshot();
        var addresses = snapshot.getJsonArray("addresses").getValuesAs(JsonString::getString);

        assertThat(snapshot.getString("joinUrl")).startsWith(addresses.get(0) + "/p#");
        assertThat(addresses).doesNotHaveDuplicates().allMatch(address -> {
            var uri = URI.create(address);
            return uri.getPort() == BASE.getPort() && uri.getPath().equals("/snapdock");
        });
        // a machine without a network has nothing better than itself
        assertThat(addresses.size() > 1 ? addresses : List.of())
                .noneMatch(address -> Set.of("localhost", "127.0.0.1")
                        .contains(URI.create(address).getHost()));
    }

    @Test
    void keepsTheAddressThatTheDesktopUsed() {
        try (var connection = new RawConnection(BASE)) {
            var answer = connection
                    .head(
                            "POST /snapdock/api/docks HTTP/1.1",
                            "Host: desk.example:8085",
                            "X-Forwarded-Host: evil.example",
                            "Content-Type: application/json",
                            "Content-Length: 2",
                            "Connection: close")
                    .send("{}")
                    .answer();
            assertThat(RawConnection.status(answer)).isEqualTo(201);
            assertThat(answer).contains("\"joinUrl\":\"http://desk.example:8085/snapdock/p#");
        }
    }

    @Test
    void isGoneOnceItIsClosed() {
        var dock = client.open();
        var phone = dock.join("Ana");
        var photo = dock.photo(Pictures.jpeg(64, 48), "").getString("id");
        try (var owners = dock.events(dock.ownerKey());
                var phones = dock.events(phone.key())) {
            dock.call("DELETE", "").key(phone.key()).send().expectProblem(404, "dock-unavailable");
            assertThat(dock.owner("DELETE", "").send().expect(204).body()).isEmpty();

            for (var stream : List.of(owners, phones)) {
                assertThat(stream.next("dock-closed").json().getString("reason"))
                        .isEqualTo("CLOSED");
                stream.awaitEnd();
            }
        }
        assertUnavailable(dock, phone.key(), photo);
    }

    @Test
    void announcesItsEndTwoMinutesBefore() {
        var dock = client.open("{\"ttlSeconds\": 125}");
        try (var stream = dock.events(dock.ownerKey())) {
            var end = dock.opened().getString("expiresAt");

            assertThat(stream.next("dock-closing").json().getString("expiresAt"))
                    .isEqualTo(end);
            assertThat(Instant.parse(end)).isCloseTo(Instant.now().plusSeconds(120), within(15, ChronoUnit.SECONDS));
            assertThat(dock.snapshot().getString("state")).as("still in use").isEqualTo("OPEN");
        }
    }

    @Test
    void expires() {
        // Long enough for what comes before the stream on a busy machine.
        var dock = client.open("{\"ttlSeconds\": 5}");
        var phone = dock.join("Ana");
        var photo = dock.photo(Pictures.jpeg(64, 48), "").getString("id");
        try (var stream = dock.events(dock.ownerKey())) {
            assertThat(stream.next("dock-closed").json().getString("reason")).isEqualTo("EXPIRED");
            assertThat(Instant.now()).isAfterOrEqualTo(dock.opened().getString("expiresAt"));
            stream.awaitEnd();
        }
        assertUnavailable(dock, phone.key(), photo);
    }

    private static Answer qr(OpenDock dock, String base) {
        return dock.owner("GET", "/qr.png?base=" + URLEncoder.encode(base, StandardCharsets.UTF_8))
                .send();
    }

    /** No key opens any door of it any more. */
    private static void assertUnavailable(OpenDock dock, String phoneKey, String photo) {
        for (String key : List.of(dock.ownerKey(), phoneKey, dock.joinKey())) {
            for (String below : List.of(
                    "",
                    "/events",
                    "/qr.svg",
                    "/qr.png",
                    "/photos.zip",
                    "/photos/" + photo,
                    "/photos/" + photo + "/thumbnail")) {
                dock.call("GET", below).key(key).send().expectProblem(404, "dock-unavailable");
            }
            dock.send(key, Pictures.jpeg(64, 48), "").expectProblem(404, "dock-unavailable");
            dock.call("POST", "/phones").key(key).json("{}").send().expectProblem(404, "dock-unavailable");
            dock.call("PUT", "/photos/order").key(key).json("[]").send().expectProblem(404, "dock-unavailable");
            dock.call("DELETE", "/photos/" + photo).key(key).send().expectProblem(404, "dock-unavailable");
            dock.call("DELETE", "").key(key).send().expectProblem(404, "dock-unavailable");
        }
    }
}
