package io.snapdock.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Call;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.EventReader;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import io.snapdock.support.SharedSettings;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator is told of docks, once and live, and nobody else. */
@Tag("http")
class AdminIT extends ServerIT {
    private static final String KEY = SharedSettings.get("snapdock.admin-key");
    private static final String API_KEY = SharedSettings.get("snapdock.api-key");
    private static final String SECRET_NAME = "my-holiday.jpg";

    private final DockClient client = new DockClient(BASE);
    private final String name = "t" + UUID.randomUUID().toString().replace("-", "");

    @ParameterizedTest
    @CsvSource({"GET,docks", "DELETE,docks/0000000000000000", "GET,events", "HEAD,events"})
    void isForWhoHasTheKey(String method, String path) {
        for (String wrong : List.of("", "wrong", API_KEY)) {
            Call call = client.call(method, "api/admin/" + path);
            var answer = (wrong.isEmpty() ? call : call.key(wrong)).send().expect(403);
            if (!method.equals("HEAD")) {
                answer.expectProblem(403, "admin-forbidden");
            }
        }
        client.call("HEAD", "api/admin/events").key(KEY).send().expect(200);
    }

    @Test
    void thePageIsThereAndHoldsNothing() {
        var page = client.call("GET", "admin").send().expect(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.text()).doesNotContain(KEY);
        client.call("GET", "admin.html").send().expect(404);
    }

    @Test
    void eachDockHasItsFigures() {
        var dock = hosts();
        var phone = dock.join("Ana");
        dock.join("Ben");
        var photo = dock.send(phone.key(), Pictures.jpeg(64, 48), "?name=" + SECRET_NAME)
                .expect(201)
                .json();
        dock.beginUpload(100);

        try (var stream = dock.events(phone.key())) {
            stream.next("snapshot");
            var answer = client.call("GET", "api/admin/docks?search=" + dock.id())
                    .key(KEY)
                    .send()
                    .expect(200);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.json().getJsonArray("docks")).hasSize(1);
            JsonObject row = answer.json().getJsonArray("docks").getJsonObject(0);
            assertThat(row.getString("ref")).isEqualTo(name);
            assertThat(row.getString("title")).isEqualTo("Title " + name);
            assertThat(row.getString("host")).isEqualTo("default");
            assertThat(row.getString("state")).isEqualTo("OPEN");
            assertThat(row.getInt("phones")).isEqualTo(2);
            assertThat(row.getInt("connected")).isEqualTo(1);
            assertThat(row.getInt("photos")).isEqualTo(1);
            assertThat(row.getInt("bytes")).isEqualTo(photo.getInt("bytes"));
            assertThat(row.getInt("uploads")).isEqualTo(1);
            assertTellsNothing(answer.text(), dock);
        }
    }

    @Test
    void theyAreFoundByWhatTheyAreCalledAndByTheirState() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(
                    0,
                    client.open("{\"title\": \"Ümit %s %d\"}".formatted(name, i))
                            .id());
        }
        var ended = all.get(1);
        client.call("DELETE", "api/admin/docks/" + ended).key(KEY).send().expect(204);

        assertThat(found("search=" + name)).containsExactlyElementsOf(all);
        assertThat(found("search=%C3%9CMIT%20" + name.toUpperCase(java.util.Locale.ROOT)))
                .containsExactlyElementsOf(all);
        assertThat(found("search=" + name + "&state=CLOSED")).containsExactly(ended);
        assertThat(found("search=" + name + "&state=OPEN")).hasSize(4).doesNotContain(ended);
        assertThat(found("search=" + name + "%5C%5C%5C")).isEmpty();
        assertThat(found("search=" + name + "%27%20or%20%271")).isEmpty();
        var byRef = hosts();
        assertThat(found("search=" + name.substring(3))).contains(byRef.id()).hasSize(6);

        List<String> paged = new ArrayList<>();
        String next = "";
        while (next != null) {
            var page = client.call("GET", "api/admin/docks?limit=2&search=" + name + next)
                    .key(KEY)
                    .send()
                    .expect(200)
                    .json();
            paged.addAll(DockClient.ids(page.getJsonArray("docks")));
            next = page.containsKey("next") ? "&after=" + page.getString("next") : null;
        }
        assertThat(paged).hasSize(6).endsWith(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=open", "state=", "limit=0", "after=x", "search=LONG"})
    void anUnknownWishIsRefused(String query) {
        client.call("GET", "api/admin/docks?" + query.replace("LONG", "x".repeat(101)))
                .key(KEY)
                .send()
                .expectProblem(400, "query-invalid");
    }

    @Test
    void whatChangesIsToldAsItIs() {
        try (var reader = client.call("GET", "api/admin/events").key(KEY).stream()) {
            assertThat(reader.status()).isEqualTo(200);
            var figures = reader.next().json().getJsonObject("figures");
            assertThat(reader.names()).first().isEqualTo("snapshot");
            assertThat(figures.getJsonNumber("freeBytes").longValue()).isPositive();
            assertThat(figures.getInt("streams")).isPositive();
            assertThat(figures.keySet())
                    .contains("openDocks", "docks", "phones", "uploads", "photos", "photoBytes")
                    .contains("messagesWaiting", "messagesGivenUp");

            var dock = hosts();
            next(reader, dock, row -> row.getString("state").equals("OPEN"));
            var phone = dock.join("Ana");
            next(reader, dock, row -> row.getInt("phones") == 1);
            var stream = dock.call("GET", "/events").key(phone.key()).header("Snapdock-Connection", "one");
            try (var open = stream.stream()) {
                open.next("snapshot");
                next(reader, dock, row -> row.getInt("connected") == 1);
                dock.call("POST", "/goodbye")
                        .key(phone.key())
                        .header("Snapdock-Connection", "one")
                        .json("{}")
                        .send()
                        .expect(204);
            }
            next(reader, dock, row -> row.getInt("connected") == 0);
            dock.photo(Pictures.jpeg(64, 48), "?name=" + SECRET_NAME);
            next(reader, dock, row -> row.getInt("photos") == 1 && row.getInt("bytes") > 0);
            dock.beginUpload(100);
            next(reader, dock, row -> row.getInt("uploads") == 1);
            reader.next(
                    "figures with it",
                    event -> event.name().equals("figures")
                            && event.json().getJsonObject("figures").getInt("uploads") > 0);
            client.call("DELETE", "api/admin/docks/" + dock.id())
                    .key(KEY)
                    .send()
                    .expect(204);
            next(reader, dock, row -> row.getString("state").equals("CLOSED") && row.getInt("uploads") == 0);
            assertTellsNothing(reader.events().toString(), dock);
        }
    }

    @Test
    void aStormIsToldOnceASecond() {
        var dock = client.open();
        try (var reader = client.call("GET", "api/admin/events").key(KEY).stream()) {
            reader.next("snapshot");
            long begun = System.nanoTime();
            for (int i = 0; i < 30; i++) {
                dock.photo(Pictures.jpeg(64 + i, 48), "");
            }
            next(reader, dock, row -> row.getInt("photos") == 30);
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertThat(reader.names().stream().filter("docks"::equals).count()).isLessThanOrEqualTo(seconds + 2);
        }
    }

    /** Who comes back is told how everything is. */
    @Test
    void eachStreamBeginsWithAllThereIs() {
        String last;
        try (var reader = client.call("GET", "api/admin/events").key(KEY).stream()) {
            last = reader.next("snapshot").id();
        }
        try (var reader = client.call("GET", "api/admin/events").key(KEY).header("Last-Event-ID", last).stream()) {
            assertThat(reader.next().name()).isEqualTo("snapshot");
        }
    }

    /** A host's dock that has a reference. */
    private OpenDock hosts() {
        var opened = client.call("PUT", "api/docks/by-ref/" + name)
                .key(API_KEY)
                .json("{\"title\": \"Title " + name + "\"}")
                .send()
                .expect(201)
                .json();
        return new OpenDock(
                client,
                jakarta.json.Json.createObjectBuilder(opened)
                        .add("ownerKey", API_KEY)
                        .build());
    }

    private List<String> found(String query) {
        return DockClient.ids(client.call("GET", "api/admin/docks?" + query)
                .key(KEY)
                .send()
                .expect(200)
                .json()
                .getJsonArray("docks"));
    }

    private static void next(EventReader reader, OpenDock dock, Predicate<JsonObject> wanted) {
        reader.next(
                "the dock as it is",
                event -> event.name().equals("docks")
                        && event.json().getJsonArray("docks").getValuesAs(JsonObject.class).stream()
                                .anyMatch(row -> row.getString("id").equals(dock.id()) && wanted.test(row)));
    }

    private static void assertTellsNothing(String text, OpenDock dock) {
        assertThat(text)
                .doesNotContain(dock.joinKey())
                .doesNotContain(API_KEY)
                .doesNotContain(SECRET_NAME)
                .doesNotContain("joinUrl")
                .doesNotContain("/photos/");
    }
}
