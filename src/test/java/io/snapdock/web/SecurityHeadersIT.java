package io.snapdock.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of the OWASP Secure Headers Project on pages, answers, errors and streams, and what caches may keep. */
@Tag("http")
class SecurityHeadersIT extends ServerIT {
    private static final Map<String, String> WANTED = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Permitted-Cross-Domain-Policies", "none",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Embedder-Policy", "require-corp");

    private final DockClient client = new DockClient(BASE);

    @ParameterizedTest
    @ValueSource(strings = {"", "index.html", "p", "phone.html", "icon.svg", "manifest.webmanifest"})
    void arePutOnPagesAndTheirParts(String path) {
        var answer = client.call("GET", path).send().expect(200);

        assertHeaders(answer.headers(), path);
        assertThat(answer.header("Cache-Control"))
                .as("a new version is seen at once")
                .isEqualTo("no-cache");
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).isEmpty();
    }

    /** Elements are loaded by host applications' pages. */
    @ParameterizedTest
    @ValueSource(strings = {"css/base.css", "js/api.js", "elements/push-progress/push-progress.js", "i18n/en.json"})
    void modulesMayBeLoadedByAnyPage(String path) {
        var answer = client.call("GET", path)
                .header("Origin", "https://anyone.example")
                .send()
                .expect(200);

        assertHeaders(answer.headers(), path, "cross-origin");
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(answer.headers().allValues("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    }

    /** Without this header the page would not learn that there is no such language. */
    @Test
    void aModuleThatIsMissingIsSaidToAnyPage() {
        var answer = client.call("GET", "i18n/tlh.json")
                .header("Origin", "https://anyone.example")
                .send()
                .expect(404);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
    }

    @Test
    void areStrictAboutScripts() {
        Map<String, String> policy = new TreeMap<>();
        for (String directive :
                client.call("GET", "").send().header("Content-Security-Policy").split(";", -1)) {
            String[] parts = directive.strip().split(" ", 2);
            policy.put(parts[0], parts[1]);
        }
        assertThat(policy)
                .containsEntry("default-src", "'none'")
                .containsEntry("script-src", "'self'")
                .containsEntry("style-src", "'self'")
                .containsEntry("base-uri", "'none'")
                .containsKeys("frame-ancestors", "form-action");
        assertThat(policy.values()).noneMatch(sources -> sources.contains("unsafe") || sources.contains("*"));
    }

    @Test
    void arePutOnEveryAnswerOfTheApi() {
        var dock = client.open();
        var photo = dock.photo(Pictures.jpeg(64, 48), "").getString("id");
        var phone = dock.join("Ana");
        var etag = dock.owner("GET", "/photos/" + photo).send().header("ETag");

        for (Answer answer : List.of(
                client.call("POST", "api/docks").json("{}").send().expect(201),
                client.call("GET", "api/health/live").send().expect(200),
                client.call("GET", "api/health/ready").send().expect(200),
                dock.owner("GET", "").send().expect(200),
                dock.owner("HEAD", "").send().expect(200),
                dock.owner("GET", "/qr.svg").send().expect(200),
                dock.owner("GET", "/qr.png").send().expect(200),
                dock.owner("GET", "/photos.zip").send().expect(200),
                dock.owner("GET", "/photos/" + photo).send().expect(200),
                dock.owner("GET", "/photos/" + photo)
                        .header("Range", "bytes=0-1")
                        .send()
                        .expect(206),
                dock.owner("GET", "/photos/" + photo)
                        .header("If-None-Match", etag)
                        .send()
                        .expect(304),
                dock.owner("PUT", "/photos/order")
                        .json("[\"" + photo + "\"]")
                        .send()
                        .expect(204),
                dock.call("POST", "/phones")
                        .key(dock.joinKey())
                        .json("{}")
                        .send()
                        .expect(201),
                dock.send(phone.key(), Pictures.jpeg(65, 48), "").expect(201))) {
            assertHeaders(answer.headers(), answer.toString());
        }
    }

    @Test
    void arePutOnErrors() {
        var dock = client.open();
        for (Answer answer : List.of(
                client.call("POST", "api/docks").json("{").send().expect(400),
                dock.call("GET", "").send().expect(404),
                client.call("GET", "api/none").send().expect(404),
                client.call("DELETE", "api/docks").send().expect(405),
                dock.owner("GET", "").header("Accept", "text/html").send().expect(406),
                client.call("POST", "api/docks")
                        .body("text/plain", new byte[1])
                        .send()
                        .expect(415),
                dock.send(dock.ownerKey(), new byte[0], "").expect(422))) {
            assertHeaders(answer.headers(), answer.toString());
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
        for (String outside : List.of("none", "none.js")) {
            assertHeaders(client.call("GET", outside).send().expect(404).headers(), outside);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "js/none.js", "WEB-INF/web.xml", "META-INF/MANIFEST.MF"})
    void pagesThatAreNoneNameNoServer(String path) {
        // servers answer those two folders before any filter, so without its headers
        assertThat(client.call("GET", path).send().expect(404).text())
                .doesNotContainIgnoringCase("payara", "glassfish", "wildfly", "undertow", "\tat ");
    }

    @Test
    void arePutOnStreams() {
        var dock = client.open();
        try (var stream = dock.events(dock.ownerKey())) {
            assertHeaders(stream.headers(), "stream");
            assertThat(stream.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        }
    }

    @Test
    void keepSecretsOutOfCaches() {
        var dock = client.open();
        for (Answer answer : List.of(
                dock.owner("GET", "").send(),
                dock.owner("GET", "/qr.svg").send(),
                dock.owner("GET", "/qr.png").send(),
                dock.owner("GET", "/photos.zip").send(),
                client.call("GET", "api/health/ready").send())) {
            assertThat(answer.expect(200).header("Cache-Control")).isEqualTo("no-store");
        }
    }

    /** What a browser keeps it must not show any more when the dock has ended. */
    @Test
    void picturesStayInCachesNoLongerThanTheirDock() {
        var dock = client.open("{\"ttlSeconds\": 600}");
        var photo = dock.photo(Pictures.jpeg(64, 48), "").getString("id");
        Condition.await(
                "its thumbnail",
                Duration.ofSeconds(20),
                () -> dock.owner("GET", "/photos/" + photo + "/thumbnail")
                                .send()
                                .status()
                        == 200);
        for (String picture : List.of("", "/thumbnail")) {
            var caching = dock.owner("GET", "/photos/" + photo + picture)
                    .send()
                    .expect(200)
                    .header("Cache-Control");
            assertThat(caching).matches("private, max-age=[0-9]+, immutable");
            assertThat(Integer.parseInt(caching.replaceAll("[^0-9]", ""))).isBetween(1, 600);
        }
        assertThat(dock.owner("DELETE", "").send().expect(204).header("Clear-Site-Data"))
                .isEqualTo("\"cache\"");
    }

    private static void assertHeaders(HttpHeaders headers, String what) {
        assertHeaders(headers, what, WANTED.get("Cross-Origin-Resource-Policy"));
    }

    private static void assertHeaders(HttpHeaders headers, String what, String resourcePolicy) {
        Map<String, String> wanted = new TreeMap<>(WANTED);
        wanted.put("Cross-Origin-Resource-Policy", resourcePolicy);
        wanted.forEach((name, value) ->
                assertThat(headers.allValues(name)).as(name + " of " + what).containsExactly(value));
        assertThat(headers.allValues("Content-Security-Policy")).as(what).hasSize(1);
        assertThat(headers.allValues("Permissions-Policy")).as(what).hasSize(1);
        assertThat(headers.firstValue("X-Frame-Options").orElse("")).as(what).isIn("SAMEORIGIN", "DENY");
        assertThat(headers.allValues("Cache-Control")).as(what).hasSize(1);
    }
}
