package io.snapdock.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins can make a browser do here: nothing that changes anything. Each resource method is asked, so that no new one is forgotten. */
@Tag("http")
class ForeignPagesIT extends ServerIT {
    /** Of snapdock.cors.origins on the shared server. */
    private static final String ALLOWED = "https://app.example.org";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** State-changing calls whose resource method names no type: with the reason. */
    private static final Map<String, String> NO_TYPE_NAMED = Map.of(
            "UploadsResource.create", "tus: a body is optional, and TusRequest asks for its type",
            "UploadsResource.patch", "tus: TusRequest asks for application/offset+octet-stream",
            "DockUploadsResource.create", "as UploadsResource",
            "DockUploadsResource.patch", "as UploadsResource",
            "LabResource.startSources", "no body",
            "LabResource.startJob", "no body",
            "LabResource.send", "no body",
            "LabResource.drop", "no body",
            "LabResource.startCheck", "no body");

    private final DockClient client = new DockClient(BASE);

    /** A call of the API that may change something. */
    record Door(Method code, String method, String path) {
        /** As {@code LabResource.drop}. */
        String name() {
            return code.getDeclaringClass().getSimpleName() + "." + code.getName();
        }

        boolean namesItsTypes() {
            return code.isAnnotationPresent(Consumes.class);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Door> doors() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.snapdock").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .flatMap(ForeignPagesIT::door);
    }

    private static Stream<Door> door(Method code) {
        Optional<String> method = Arrays.stream(code.getAnnotations())
                .flatMap(one -> Stream.ofNullable(one.annotationType().getAnnotation(HttpMethod.class)))
                .map(HttpMethod::value)
                .filter(verb -> !SAFE.contains(verb))
                .findFirst();
        Path below = code.getAnnotation(Path.class);
        String path =
                code.getDeclaringClass().getAnnotation(Path.class).value().substring(OwnPathFilter.PREFIX.length())
                        + (below == null ? "" : "/" + below.value());
        // Thirty-two zeros are an id wherever one is asked for.
        String filled = path.replaceAll("\\{[a-z]+(: [^}]*}?)?[^/]*}", "0".repeat(32));
        return method.map(verb -> new Door(code, verb, "api/" + filled)).stream();
    }

    @Test
    void theSearchFindsTheDoors() {
        assertThat(doors().map(Door::toString))
                .contains(
                        "POST api/docks",
                        "DELETE api/docks/" + "0".repeat(32),
                        "PATCH api/uploads/" + "0".repeat(32),
                        "PUT api/docks/" + "0".repeat(32) + "/photos/order",
                        "POST api/lab/checks/" + "0".repeat(32),
                        "POST api/topics/" + "0".repeat(32) + "/events")
                .hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void areClosedToPagesOfOthers(Door door) {
        for (var headers : List.of(
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Sec-Fetch-Site", "same-site", "Origin", "http://localhost:1"),
                Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"),
                Map.of("Sec-Fetch-Site", "nonsense"),
                Map.of("Origin", "https://evil.example"),
                Map.of("Origin", "http://localhost:1"),
                Map.of("Origin", "null"),
                Map.of("Origin", ""))) {
            var call = client.call(door.method(), door.path()).header("Tus-Resumable", "1.0.0");
            headers.forEach(call::header);
            assertThat(call.send().expectProblem(403, "origin-forbidden").header("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void areOpenToOwnPagesAllowedOnesAndPrograms(Door door) {
        String own = BASE.getScheme() + "://" + BASE.getAuthority();
        for (var headers : List.of(
                Map.<String, String>of(),
                Map.of("Sec-Fetch-Site", "same-origin", "Origin", own),
                // a proxy that changes the Host and names nobody: what the browser compared is right
                Map.of("Sec-Fetch-Site", "same-origin", "Origin", "https://photos.example.org"),
                Map.of("Sec-Fetch-Site", "none"),
                Map.of("Origin", own),
                Map.of("Sec-Fetch-Site", "cross-site", "Origin", ALLOWED),
                Map.of("Origin", ALLOWED))) {
            var call = client.call(door.method(), door.path()).header("Tus-Resumable", "1.0.0");
            headers.forEach(call::header);
            Answer answer = call.send();
            assertThat(answer.status()).isNotIn(405, 500);
            // Some doors want a key besides, and say so in their own words.
            assertThat(answer.text()).doesNotContain("origin-forbidden");
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void wantATypeWhereTheyTakeABody(Door door) {
        boolean takesBody = door.namesItsTypes();
        boolean known =
                takesBody || door.code().isAnnotationPresent(DELETE.class) || NO_TYPE_NAMED.containsKey(door.name());
        assertThat(known)
                .as(door.name() + " needs @Consumes, or a reason in this test why it has none")
                .isTrue();
        if (takesBody) {
            client.call(door.method(), door.path()).send().expectProblem(415, "media-type-unsupported");
            for (String form : List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
                client.call(door.method(), door.path())
                        .body(form, "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .send()
                        .expectProblem(415, "media-type-unsupported");
            }
        }
    }

    /** As {@code fetch(url, {method: 'POST', body: new Blob([text])})} sends it: a length and no type. */
    @ParameterizedTest
    @ValueSource(strings = {"/snapdock/api/docks", "/snapdock/api/topics/lab.main/events"})
    void aBodyWithoutATypeIsNotTaken(String path) {
        try (var connection = new RawConnection(BASE)) {
            connection
                    .head("POST " + path + " HTTP/1.1", "Host: " + BASE.getAuthority(), "Content-Length: 2")
                    .send("{}");
            assertThat(RawConnection.status(connection.answer())).isEqualTo(415);
        }
    }

    @ParameterizedTest
    @CsvSource({"/photos,POST", "/uploads,POST"})
    void noPictureComesInWithTheOwnersCookieFromAnotherPort(String below, String method) {
        var dock = client.open();
        dock.call(method, below)
                .header("Cookie", "snapdock_owner=" + dock.ownerKey())
                .header("Origin", "http://localhost:1")
                .header("Tus-Resumable", "1.0.0")
                .body("image/jpeg", Pictures.jpeg(64, 48))
                .send()
                .expectProblem(403, "origin-forbidden");
        assertThat(dock.photoIds()).isEmpty();
        assertThat(dock.snapshot().getJsonArray("uploads")).isEmpty();
    }

    @Test
    void aMethodSaidInAHeaderIsNoWayRound() {
        var dock = client.open();
        dock.call("POST", "/uploads/none")
                .header("X-HTTP-Method-Override", "HEAD")
                .header("Tus-Resumable", "1.0.0")
                .header("Origin", "https://evil.example")
                .send()
                .expectProblem(403, "origin-forbidden");
    }

    /** A body of another type would be lost without a word. */
    @Test
    void creationTakesItsFirstBytesByTheirTypeOnly() {
        var dock = client.open();
        dock.owner("POST", "/uploads")
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "5")
                .body("text/plain", new byte[5])
                .send()
                .expectProblem(415, "media-type-unsupported");
        dock.owner("POST", "/uploads")
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "5")
                .send()
                .expect(201);
    }
}
