package io.snapdock.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The same host application with Snapdock in it and without, at addresses of the same length: what each answers to the same request. */
final class TwoHosts {
    private static final Pattern VIEW_STATE =
            Pattern.compile("(jakarta\\.faces\\.ViewState[^>]*(?:value=\"|><!\\[CDATA\\[))([^\"\\]]+)");
    private static final Pattern SESSION = Pattern.compile("(?i)(jsessionid)=[^;?\"]+");

    private final String with;
    private final String without;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param with the context root of the one with Snapdock
     * @param without that of the other
     */
    TwoHosts(String with, String without) {
        this.with = with;
        this.without = without;
    }

    /** What a host answers, without what is another at each request or address. */
    record Seen(int status, Map<String, List<String>> headers, String text) {}

    void expectSame(String method, String path) {
        expectSame(method, path, "", "");
    }

    void expectSame(String method, String path, String type, String body) {
        var expected = ask(without, method, path, type, body, "");
        assertThat(ask(with, method, path, type, body, ""))
                .as(method + " " + path + " " + body)
                .isEqualTo(expected);
    }

    /** The answer of the one with Snapdock. */
    Seen with(String method, String path, String type, String body) {
        return ask(with, method, path, type, body, "");
    }

    /** A page of Faces, and what it answers when a field of its form has changed. */
    void expectSameFaces(String page, String form, String field, String rendered) {
        expectSame("GET", page);
        assertThat(changed(with, page, form, field, rendered))
                .isEqualTo(changed(without, page, form, field, rendered))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(200))
                .satisfies(answer -> assertThat(answer.text()).contains("<update id=\"" + rendered + "\">", ">3<"));
    }

    private Seen changed(String host, String page, String form, String field, String rendered) {
        var shown = send(host, "GET", page, "", "", "");
        var state = VIEW_STATE.matcher(text(shown));
        assertThat(state.find()).as("a view state in " + text(shown)).isTrue();
        var cookie = shown.headers()
                .firstValue("Set-Cookie")
                .map(value -> value.replaceFirst(";.*", ""))
                .orElse("");
        var body = form + "=" + form + "&" + encoded(field) + "=abc&jakarta.faces.ViewState=" + encoded(state.group(2))
                + "&jakarta.faces.source=" + encoded(field) + "&jakarta.faces.partial.event=change"
                + "&jakarta.faces.partial.execute=" + encoded(field) + "&jakarta.faces.partial.render="
                + encoded(rendered) + "&jakarta.faces.behavior.event=change&jakarta.faces.partial.ajax=true";
        return seen(host, send(host, "POST", page, "application/x-www-form-urlencoded", body, cookie));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Seen ask(String host, String method, String path, String type, String body, String cookie) {
        return seen(host, send(host, method, path, type, body, cookie));
    }

    private HttpResponse<byte[]> send(
            String host, String method, String path, String type, String body, String cookie) {
        var request = HttpRequest.newBuilder(URI.create(InsideIT.host(host) + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie).header("Faces-Request", "partial/ajax");
        }
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private Seen seen(String host, HttpResponse<byte[]> answer) {
        var headers = new TreeMap<String, List<String>>();
        answer.headers()
                .map()
                .forEach((name, values) -> headers.put(
                        name,
                        values.stream().map(value -> atOneAddress(host, value)).toList()));
        headers.remove("date");
        // Both when the WAR was deployed, and therefore not the same.
        headers.computeIfPresent("last-modified", (name, values) -> List.of("a time"));
        headers.computeIfPresent("etag", (name, values) -> List.of(values.get(0).replaceAll("[0-9]{13}", "a time")));
        var text = VIEW_STATE.matcher(atOneAddress(host, text(answer))).replaceAll("$1a state");
        if (text.contains("a state")) {
            // A view state is a number, and longer at one time than at another.
            headers.remove("content-length");
        }
        return new Seen(answer.statusCode(), headers, text);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.ISO_8859_1);
    }

    private String atOneAddress(String host, String text) {
        return SESSION.matcher(text).replaceAll("$1=one").replace(host, "host");
    }
}
