package io.snapdock.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.problem.ProblemKind;
import io.snapdock.support.ApiDescription.Exchange;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description knows all calls and codes, and finds what is not as it says. */
class ApiDescriptionTest {
    /** By a filter, for tus clients that can send nothing else: no method of a resource. */
    private static final List<String> BY_FILTER = List.of("POST /api/uploads/{}", "POST /api/docks/{}/uploads/{}");

    private static final String DOCK = "/api/docks/aaaaaaaaaaaaaaaa";
    private static final String PHONE = """
            {"phoneId": "aaaaaaaaaaaaaaaa", "phoneKey": "aaaaaaaaaaaaaaaaaaaaaa", "dock": {"id": "aaaaaaaaaaaaaaaa", "state": "OPEN",
             "createdAt": "2026-11-21T10:30:00Z", "expiresAt": "2026-11-21T10:30:00Z", "now": "2026-11-21T10:30:00Z",
             "version": 0, "limits": {"maxPhotos": 1, "maxBytesPerPhoto": 1, "maxPixels": 1, "accept": ["image/png"], "metadata": "keep"}}}""";

    @Test
    void everyMethodOfAResourceIsDescribedAndNoOther() {
        var methods = classes()
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .flatMap(ApiDescriptionTest::call);
        assertThat(ApiDescription.calls())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(methods, BY_FILTER.stream()).toList());
    }

    @Test
    void everyCodeIsDescribedAndNamedByACall() {
        var codes = classes()
                .filter(type -> type.isEnum() && ProblemKind.class.isAssignableFrom(type))
                .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                .map(kind -> ((ProblemKind) kind).code())
                .toList();
        assertThat(ApiDescription.codes()).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(ApiDescription.codesInUse()).containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void whatIsDescribedIsRight() {
        assertThat(faults("POST", DOCK + "/phones", "{\"name\": \"Ana\"}", 201, Map.of(), PHONE))
                .isEmpty();
        assertThat(faults("DELETE", DOCK, "", 204, Map.of("Clear-Site-Data", "\"cache\""), ""))
                .isEmpty();
        assertThat(faults("GET", "/api/docks/a/qr.svg", "", 404, Map.of(), problem("dock-unavailable")))
                .isEmpty();
        assertThat(faults("GET", "/api/nothing", "", 404, Map.of(), problem("not-found")))
                .isEmpty();
    }

    @Test
    void whatIsNotIsFound() {
        assertThat(faults("GET", "/api/secret", "", 200, Map.of(), "{}"))
                .singleElement()
                .asString()
                .contains("not described");
        assertThat(faults("PUT", DOCK, "", 204, Map.of(), ""))
                .singleElement()
                .asString()
                .contains("not described");
        assertThat(faults("DELETE", DOCK, "", 202, Map.of(), ""))
                .singleElement()
                .asString()
                .contains("no status 202");
        assertThat(faults("DELETE", DOCK, "", 204, Map.of("Snapdock-New", "1"), ""))
                .singleElement()
                .asString()
                .contains("no header Snapdock-New");
        assertThat(faults("DELETE", DOCK, "", 204, Map.of("Clear-Site-Data", "*"), ""))
                .singleElement()
                .asString()
                .contains("wrong header");
        assertThat(faults("DELETE", DOCK + "?really=1", "", 204, Map.of(), ""))
                .singleElement()
                .asString()
                .contains("no query really");
        assertThat(faults("GET", DOCK, "", 404, Map.of(), problem("disk-full")))
                .singleElement()
                .asString()
                .contains("no problem disk-full");
        assertThat(faults("POST", DOCK + "/phones", "{\"nickname\": \"Ana\"}", 201, Map.of(), PHONE))
                .singleElement()
                .asString()
                .contains("nickname");
        assertThat(faults(
                        "POST",
                        DOCK + "/phones",
                        "",
                        201,
                        Map.of(),
                        PHONE.replace("\"state\"", "\"mood\": 1, \"state\"")))
                .singleElement()
                .asString()
                .contains("mood");
        assertThat(faults("POST", DOCK + "/phones", "", 201, Map.of(), PHONE.replace("\"phoneId\"", "\"phone\"")))
                .isNotEmpty();
        assertThat(faults("POST", DOCK + "/phones", "", 201, Map.of(), PHONE.replace("10:30", "25:61")))
                .isNotEmpty();
    }

    private static List<String> faults(
            String method, String path, String sent, int status, Map<String, String> headers, String answer) {
        var all = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        if (!answer.isEmpty()) {
            all.put("Content-Type", List.of(status < 400 ? "application/json" : "application/problem+json"));
        }
        return ApiDescription.ofTheProject()
                .faults(new Exchange(
                        method,
                        URI.create(path),
                        headers(Map.of("Content-Type", List.of("application/json"))),
                        sent.getBytes(StandardCharsets.UTF_8),
                        false,
                        status,
                        headers(all),
                        answer.getBytes(StandardCharsets.UTF_8)));
    }

    private static String problem(String code) {
        return "{\"type\": \"urn:problem-type:snapdock:%s\", \"title\": \"T\", \"status\": 404, \"detail\": \"D\", \"code\": \"%s\"}"
                .formatted(code, code);
    }

    private static HttpHeaders headers(Map<String, List<String>> headers) {
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static Stream<? extends Class<?>> classes() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.snapdock").stream()
                        .map(JavaClass::reflect);
    }

    private static Stream<String> call(Method code) {
        Path below = code.getAnnotation(Path.class);
        String resource =
                code.getDeclaringClass().getAnnotation(Path.class).value().substring(OwnPathFilter.PREFIX.length());
        String path = resource + (below == null ? "" : "/" + below.value());
        // The older contract has an application of its own.
        String base = resource.equals("sse/events") ? "/v1/api/" : "/api/";
        // A template may hold an expression with braces.
        String template = path.replaceAll("\\{[a-z]+(: [^}]*}?)?[^/]*}", "{}");
        return Arrays.stream(code.getAnnotations())
                .flatMap(one -> Stream.ofNullable(one.annotationType().getAnnotation(HttpMethod.class)))
                .map(verb -> verb.value() + " " + base + template);
    }
}
