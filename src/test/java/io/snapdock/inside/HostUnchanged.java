package io.snapdock.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host's own answers are those that it gives without the jar, byte for byte and with the same headers. */
abstract class HostUnchanged {
    private final TwoHosts shops = new TwoHosts("shop-a", "shop-b");

    private static final List<String> RESOURCES = List.of(
            "articles",
            "articles/1",
            "articles/1?limit=odd",
            "articles/2",
            "articles/odd",
            "articles/failing",
            "articles/failing?how=own",
            "articles/failing?how=web",
            "articles/failing?how=argument",
            "docks",
            "docks/a",
            "health",
            "health/ready",
            "admin",
            "events",
            "topics/a",
            "uploads",
            "openapi.yaml",
            "",
            "nothing");

    @ParameterizedTest
    @ValueSource(strings = {"api", "rest"})
    void itsResourcesAnswerAsBefore(String application) {
        for (var path : RESOURCES) {
            for (var method : List.of("GET", "HEAD", "OPTIONS", "DELETE", "PATCH")) {
                shops.expectSame(method, application + "/" + path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "rest"})
    void itsJsonIsReadAndWrittenAsBefore(String application) {
        var path = application + "/articles";
        for (var body : List.of(
                "{\"name\": \"a\", \"price\": 2, \"listed\": \"2026-12-02\", \"printed\": \"03.12.2026\"}",
                "{\"name\": \"a\", \"price\": 2, \"since\": \"2027-01-15T08:00:00Z[UTC]\"}",
                "{\"name\": \"\", \"price\": 1}",
                "{\"price\": \"odd\"}",
                "{",
                "",
                "[]")) {
            shops.expectSame("POST", path, "application/json", body);
        }
        shops.expectSame("POST", path, "text/plain", "{}");
        shops.expectSame("POST", path, "application/x-www-form-urlencoded", "a=b");
        shops.expectSame("POST", application + "/docks", "application/json", "{}");
        var ours = shops.with("GET", path, "", "").text();
        assertThat(ours).as("JSON-B's dates").contains("\"listed\":\"2026-12-01\"", "\"printed\":\"01.12.2026\"");
    }

    /** A server finds them in the WAR, by their {@code @Path}. */
    @ParameterizedTest
    @ValueSource(strings = {"api", "rest"})
    void itsApplicationsServeNoneOfOurs(String application) {
        for (var path : List.of(
                "io.snapdock/docks", "io.snapdock/docks/a", "io.snapdock/health/ready", "io.snapdock/openapi.yaml")) {
            for (var method : List.of("GET", "HEAD")) {
                shops.expectSame(method, application + "/" + path);
            }
        }
    }

    @Test
    void itsPagesAreAsBefore() {
        for (var path : List.of(
                "",
                "start.html",
                "snap/",
                "snap",
                "nothing",
                "snapdockery",
                "p",
                "lab",
                "admin",
                "snap-dock.js",
                "assets/a",
                "WEB-INF/web.xml",
                "META-INF/resources/snapdock/index.html",
                "servlet/hello",
                "servlet/session",
                "servlet/refused",
                "servlet/failing",
                "servlet/sold",
                "servlet/a%20b;c=d?e=f",
                "jakarta.faces.resource/faces.js.xhtml?ln=jakarta.faces")) {
            for (var method : List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE")) {
                shops.expectSame(method, path);
            }
        }
        assertThat(shops.with("GET", "servlet/sold", "", "").text()).isEqualToIgnoringWhitespace("1800000000000");
    }

    @Test
    void itsFacesAreAsBefore() {
        shops.expectSameFaces("page.xhtml", "form", "form:text", "form:length");
    }
}
