package io.snapdock.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.HostClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Docks by a host's own names for them: opened once, found again, listed, changed. */
@Tag("http")
class ByRefIT extends ServerIT {

    /** All members that a host may give. */
    private static final String FORM = """
            {"minPhotos": 1, "lang": "de", "returnUrl": "https://app.example.org/damage/4711?tab=photos",
             "brand": {"name": "Hagel & Söhne 🚗", "logoUrl": "https://app.example.org/logo.svg", "accent": "#0a5fff"},
             "shots": [{"id": "front", "label": "Front", "hint": "The whole car"}, {"id": "plate", "label": "Plate"}]}""";

    private final DockClient client = new DockClient(BASE);
    private final HostClient host = HostClient.ofShared(client);

    @Test
    void opensOnceAndFindsItAgain() {
        var ref = ref();
        var opened = put(ref, "{\"title\": \"Hail\"}").expect(201);
        var found = put(ref, "{\"title\": \"Another title\"}").expect(200);
        var id = opened.json().getString("id");
        assertThat(BASE.resolve(opened.header("Location")).getPath()).isEqualTo(BASE.getPath() + "api/docks/" + id);
        assertThat(found.header("Location")).isEqualTo(opened.header("Location"));
        assertThat(opened.header("Set-Cookie")).as("a backend is no browser").isEmpty();
        assertThat(opened.text()).doesNotContain("ownerKey");
        for (Answer answer : List.of(found, host.get("api/docks/by-ref/" + ref), host.get("api/docks/" + id))) {
            var dock = answer.json();
            assertThat(dock.getString("id")).isEqualTo(id);
            assertThat(dock.getString("ref")).isEqualTo(ref);
            assertThat(dock.getString("title")).as("stays as it is").isEqualTo("Hail");
            assertThat(dock.getString("joinUrl")).isEqualTo(opened.json().getString("joinUrl"));
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    /** Section 6, 10. */
    @Test
    void isOneDockForTenAtOnce() {
        for (int round = 0; round < 10; round++) {
            var ref = ref();
            var answers = IntStream.range(0, 10)
                    .mapToObj(any -> host.call("PUT", "api/docks/by-ref/" + ref)
                            .json("{\"expiresIn\": \"P1D\"}")
                            .sendAsync())
                    .toList();
            Set<String> ids = new HashSet<>();
            long opened = answers.stream()
                    .map(CompletableFuture::join)
                    .peek(answer -> ids.add(answer.json().getString("id")))
                    .filter(answer ->
                            answer.expect(answer.status() == 201 ? 201 : 200).status() == 201)
                    .count();
            assertThat(ids).hasSize(1);
            assertThat(opened).isEqualTo(1);
        }
    }

    @Test
    void isAnotherDockForAnotherHost() {
        var ref = ref();
        var mine = put(ref, "{}").expect(201).json().getString("id");
        var another = HostClient.another(client);
        another.get("api/docks/by-ref/" + ref).expectProblem(404, "dock-unavailable");
        var theirs = another.call("PUT", "api/docks/by-ref/" + ref)
                .json("{}")
                .send()
                .expect(201)
                .json()
                .getString("id");
        assertThat(theirs).isNotEqualTo(mine);
        assertThat(host.get("api/docks/by-ref/" + ref).json().getString("id")).isEqualTo(mine);
    }

    @Test
    void isANewDockAfterTheEndOfTheLast() {
        var ref = ref();
        var first = put(ref, "{}").expect(201).json().getString("id");
        host.call("DELETE", "api/docks/" + first).send().expect(204);
        var second = put(ref, "{}").expect(201).json().getString("id");
        assertThat(second).isNotEqualTo(first);
        assertThat(host.get("api/docks/by-ref/" + ref).json().getString("id")).isEqualTo(second);
        put(ref, "{}").expect(200);
    }

    @Test
    void takesWhoHasAKeyAlone() {
        var ref = ref();
        for (String path : List.of("api/docks/by-ref/" + ref, "api/docks?ref-prefix=x")) {
            client.call("GET", path).send().expectProblem(403, "api-key-wrong");
            client.call("GET", path).key("api-key-of-nobody-here").send().expectProblem(403, "api-key-wrong");
        }
        client.call("PUT", "api/docks/by-ref/" + ref).json("{}").send().expectProblem(403, "api-key-wrong");
        host.get("api/docks/by-ref/" + ref).expectProblem(404, "dock-unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "%C3%A9", "a%3Fb", "..%20", "photos", "phones"})
    void takesPlainNamesAlone(String ref) {
        host.call("PUT", "api/docks/by-ref/" + ref).json("{}").send().expectProblem(400, "ref-invalid");
        host.call("PUT", "api/docks/by-ref/" + "a".repeat(129))
                .json("{}")
                .send()
                .expectProblem(400, "ref-invalid");
    }

    @Test
    void keepsWhatTheFormWants() {
        var ref = ref();
        put(ref, with(FORM, "\"expiresIn\": \"P3D\"")).expect(201);
        var dock = host.get("api/docks/by-ref/" + ref).expect(200).json();
        assertThat(dock.getJsonObject("form")).isEqualTo(DockClient.parse(FORM));
        assertThat(Instant.parse(dock.getString("expiresAt")))
                .isCloseTo(Instant.now().plus(Duration.ofDays(3)), within(1, ChronoUnit.MINUTES));
        var joinUrl = dock.getString("joinUrl");
        var joined = client.call("POST", "api/docks/" + dock.getString("id") + "/phones")
                .key(joinUrl.substring(joinUrl.lastIndexOf('.') + 1))
                .json("{}")
                .send()
                .expect(201)
                .json();
        assertThat(joined.getJsonObject("dock").getJsonObject("form")).isEqualTo(DockClient.parse(FORM));
        try (var stream = client
                .call("GET", "api/docks/" + dock.getString("id") + "/events")
                .key(joined.getString("phoneKey"))
                .stream()) {
            var snapshot = stream.next("snapshot").json();
            assertThat(snapshot.getJsonObject("form")).isEqualTo(DockClient.parse(FORM));
            assertThat(snapshot).as("the host's own name is none of a phone's").doesNotContainKey("ref");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"minPhotos\": -1}",
                "{\"lang\": \"de; drop\"}",
                "{\"returnUrl\": \"javascript:alert(1)\"}",
                "{\"returnUrl\": \"//evil.example\"}",
                "{\"returnUrl\": \"https://me@evil.example/\"}",
                "{\"brand\": {\"logoUrl\": \"data:image/svg+xml,x\"}}",
                "{\"brand\": {\"accent\": \"red\"}}",
                "{\"shots\": [{\"label\": \"no id\"}]}",
                "{\"shots\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}",
                "{\"expiresIn\": \"P31D\"}",
                "{\"expiresIn\": \"PT0S\"}",
                "{\"expiresIn\": \"soon\"}",
                "{\"expiresIn\": \"PT1H\", \"ttlSeconds\": 60}",
            })
    void refusesWhatPagesCouldNotUse(String body) {
        put(ref(), body).expectProblem(400, "json-out-of-bounds");
        host.post("api/docks", body).expectProblem(400, "json-out-of-bounds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"brand\": {\"colour\": \"#fff\"}}", "{\"shots\": [{\"id\": \"a\", \"x\": 1}]}"})
    void refusesMembersThatItDoesNotKnow(String body) {
        put(ref(), body).expectProblem(400, "json-unknown-member");
    }

    @Test
    void listsByTheBeginningOfTheName() {
        var prefix = "list_" + UUID.randomUUID() + "-";
        var ids = IntStream.range(0, 5)
                .mapToObj(i -> put(prefix + i, "{}").expect(201).json().getString("id"))
                .toList();
        put(prefix.replace('_', 'x') + "0", "{}").expect(201);
        var first =
                host.get("api/docks?limit=3&ref-prefix=" + prefix).expect(200).json();
        var second = host.get("api/docks?limit=3&ref-prefix=" + prefix + "&after=" + first.getString("next"))
                .expect(200)
                .json();
        assertThat(DockClient.ids(first.getJsonArray("docks"))).hasSize(3);
        assertThat(DockClient.ids(second.getJsonArray("docks"))).hasSize(2);
        assertThat(second).doesNotContainKey("next");
        var all = new HashSet<>(DockClient.ids(first.getJsonArray("docks")));
        all.addAll(DockClient.ids(second.getJsonArray("docks")));
        assertThat(all).containsExactlyInAnyOrderElementsOf(ids);
        JsonObject newest = first.getJsonArray("docks").getJsonObject(0);
        assertThat(newest.getString("ref")).isEqualTo(prefix + 4);
        assertThat(newest.getInt("version")).isZero();
        assertThat(HostClient.another(client)
                        .get("api/docks?ref-prefix=" + prefix)
                        .json()
                        .getJsonArray("docks"))
                .isEmpty();
        host.get("api/docks?ref-prefix=%25").expectProblem(400, "query-invalid");
        host.get("api/docks?ref-prefix=" + prefix + "&limit=0").expectProblem(400, "query-invalid");
    }

    @Test
    void isChangedByItsHost() {
        var id = put(ref(), with(FORM, "\"maxPhotos\": 5")).expect(201).json().getString("id");
        var token = host.token(id, "\"view\"");
        try (var stream = client.call("GET", "api/docks/" + id + "/events").key(token).stream()) {
            stream.next("snapshot");
            var answer = host.call("PATCH", "api/docks/" + id)
                    .json("""
                            {"expiresIn": "P7D", "title": "Hail", "maxPhotos": 1, "minPhotos": null,
                             "brand": {"name": "Hagel"}}""")
                    .send()
                    .expect(200)
                    .json();
            var told = stream.next("dock-changed").json();
            for (JsonObject dock :
                    List.of(answer, told, host.get("api/docks/" + id).json())) {
                assertThat(dock.getString("title")).isEqualTo("Hail");
                assertThat(dock.getJsonObject("limits").getInt("maxPhotos")).isEqualTo(1);
                assertThat(dock.getJsonObject("form").toString()).contains("\"brand\":{\"name\":\"Hagel\"}");
                assertThat(dock.getJsonObject("form"))
                        .doesNotContainKey("minPhotos")
                        .containsKey("shots");
                assertThat(Instant.parse(dock.getString("expiresAt")))
                        .isCloseTo(Instant.now().plus(Duration.ofDays(7)), within(1, ChronoUnit.MINUTES));
            }
        }
        host.call("PATCH", "api/docks/" + id)
                .json("{\"expiresIn\": \"P31D\"}")
                .send()
                .expectProblem(400, "json-out-of-bounds");
        HostClient.another(client)
                .call("PATCH", "api/docks/" + id)
                .json("{}")
                .send()
                .expectProblem(404, "dock-unavailable");
        client.call("PATCH", "api/docks/" + id)
                .key(token)
                .json("{}")
                .send()
                .expectProblem(403, "session-right-missing");
    }

    /** An owner may live on as long as it was given, again and again, but not beyond the longest life. */
    @Test
    void isMadeLongerByItsOwner() {
        var dock = client.open("{\"ttlSeconds\": 600}");
        var phone = dock.join("Ana");
        var later = dock.owner("PATCH", "")
                .json("{\"expiresIn\": \"PT10M\"}")
                .send()
                .expect(200);
        assertThat(Instant.parse(later.json().getString("expiresAt")))
                .isAfterOrEqualTo(Instant.parse(dock.opened().getString("expiresAt")));
        dock.owner("PATCH", "").json("{\"expiresIn\": \"PT11M\"}").send().expectProblem(400, "json-out-of-bounds");
        dock.owner("PATCH", "").json("{\"title\": \"x\"}").send().expectProblem(403, "api-key-wrong");
        dock.call("PATCH", "")
                .key(phone.key())
                .json("{\"expiresIn\": \"PT5M\"}")
                .send()
                .expectProblem(404, "dock-unavailable");
    }

    @Test
    void limitsWhatIsNewAfterAChange() {
        var dock = host.open("{}");
        dock.photo(Pictures.jpeg(81, 61), "");
        host.call("PATCH", dock.path("")).json("{\"maxPhotos\": 1}").send().expect(200);
        dock.send(dock.ownerKey(), Pictures.jpeg(82, 62), "").expectProblem(409, "dock-full");
    }

    private Answer put(String ref, String json) {
        return host.call("PUT", "api/docks/by-ref/" + ref).json(json).send();
    }

    private static String ref() {
        return "damage-" + UUID.randomUUID();
    }

    private static String with(String json, String more) {
        return json.replaceFirst("\\{", "{" + more + ", ");
    }
}
