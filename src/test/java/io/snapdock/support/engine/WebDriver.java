package io.snapdock.support.engine;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** <a href="https://www.w3.org/TR/webdriver2/">WebDriver</a>: one session, JSON over HTTP. */
final class WebDriver {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI driver;
    private URI session;

    WebDriver(URI driver) {
        this.driver = driver;
    }

    boolean isReady() {
        return call("GET", driver.resolve("status"), BodyPublishers.noBody())
                .asJsonObject()
                .getBoolean("ready");
    }

    void begin() {
        var wish = Json.createObjectBuilder().add("capabilities", Json.createObjectBuilder());
        JsonObject begun = call("POST", driver.resolve("session"), body(wish)).asJsonObject();
        session = driver.resolve("session/" + begun.getString("sessionId") + "/");
    }

    JsonValue get(String path) {
        return call("GET", session.resolve(path), BodyPublishers.noBody());
    }

    JsonValue post(String path, JsonObjectBuilder params) {
        return call("POST", session.resolve(path), body(params));
    }

    /** Closes the browser. */
    void end() {
        call("DELETE", URI.create(session.toString().replaceFirst("/$", "")), BodyPublishers.noBody());
    }

    private static BodyPublisher body(JsonObjectBuilder json) {
        return BodyPublishers.ofString(json.build().toString());
    }

    private JsonValue call(String method, URI address, BodyPublisher body) {
        var request = HttpRequest.newBuilder(address)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(request + ": " + answer.statusCode() + " " + answer.body());
            }
            try (var reader = Json.createReader(new StringReader(answer.body()))) {
                return reader.readObject().get("value");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
