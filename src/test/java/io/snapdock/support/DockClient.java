package io.snapdock.support;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The HTTP API as any program uses it. It shares nothing with the main code, so it notices when the API changes. Calls
 * come back with whatever the server answered; only the steps that merely lead up to a test ({@link #open}, {@link
 * OpenDock#join}, {@link OpenDock#photo}, {@link OpenDock#snapshot}) fail on an error.
 */
public final class DockClient {
    /** The tests' host applications have calls of their own. */
    private static final List<String> HOSTS_OWN = List.of("/api/host/", "/api/faults/", "/api/damages/");

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final URI base;
    private final Duration answerLimit;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param base the application's base address, with a slash at its end */
    public DockClient(URI base) {
        this(base, ANSWER_LIMIT);
    }

    /** One that gives up when no answer has begun after so long. */
    public DockClient(URI base, Duration answerLimit) {
        this.base = base;
        this.answerLimit = answerLimit;
    }

    public URI base() {
        return base;
    }

    /** Opens a dock with the server's defaults. */
    public OpenDock open() {
        return open("{}");
    }

    public OpenDock open(String json) {
        return new OpenDock(
                this, call("POST", "api/docks").json(json).send().expect(201).json());
    }

    /** @param path below the base address, such as {@code api/docks} */
    public Call call(String method, String path) {
        return new Call(this, method, HttpRequest.newBuilder(base.resolve(path)));
    }

    /** A request in the making; without a key unless it is given one. */
    public static final class Call {
        private final DockClient client;
        private final String method;
        private final HttpRequest.Builder request;
        private BodyPublisher body = BodyPublishers.noBody();

        /** Null when it can be read only once. */
        private byte[] sent = {};

        private boolean isOdd;

        private Call(DockClient client, String method, HttpRequest.Builder request) {
            this.client = client;
            this.method = method;
            this.request = request;
        }

        public Call key(String key) {
            return header("Authorization", "Bearer " + key);
        }

        public Call header(String name, String value) {
            request.header(name, value);
            return this;
        }

        /** The request is not as docs/openapi.yaml says, on purpose, and is answered all the same: only the answer is checked. */
        public Call odd() {
            isOdd = true;
            return this;
        }

        public Call json(String text) {
            return body("application/json", text.getBytes(StandardCharsets.UTF_8));
        }

        /** A body that says its length. */
        public Call body(String type, byte[] bytes) {
            sent = bytes.clone();
            body = BodyPublishers.ofByteArray(bytes);
            return header("Content-Type", type);
        }

        /** A body in chunks, whose length the server learns at its end only. */
        public Call bodyWithoutLength(String type, Supplier<InputStream> bytes) {
            sent = null;
            body = BodyPublishers.ofInputStream(bytes);
            return header("Content-Type", type);
        }

        public Answer send() {
            try {
                return checked(client.http.send(limited(), BodyHandlers.ofByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(method + " " + request.build().uri(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted", e);
            }
        }

        public CompletableFuture<Answer> sendAsync() {
            return client.http.sendAsync(limited(), BodyHandlers.ofByteArray()).thenApply(this::checked);
        }

        /** Reads the answer as a stream of events, as long as it lasts. */
        public EventReader stream() {
            HttpRequest asked = request.method(method, body).build();
            var reader = EventReader.open(client.http, asked);
            client.check(this, asked, reader.status(), reader.headers(), null);
            return reader;
        }

        private HttpRequest limited() {
            return request.method(method, body).timeout(client.answerLimit).build();
        }

        private Answer checked(HttpResponse<byte[]> response) {
            var answer = Answer.of(response);
            client.check(this, response.request(), answer.status(), answer.headers(), answer.body());
            return answer;
        }
    }

    /** Fails when a call or its answer is not as docs/openapi.yaml says. */
    private void check(Call call, HttpRequest asked, int status, HttpHeaders headers, byte[] answer) {
        String address = asked.uri().toString();
        String path =
                address.substring(Math.min(address.length(), base.toString().length() - 1));
        boolean isOurs = HOSTS_OWN.stream().noneMatch(path::startsWith);
        if (isOurs && (path.startsWith("/api/") || path.startsWith("/v1/api/"))) {
            var exchange = new ApiDescription.Exchange(
                    asked.method(), URI.create(path), asked.headers(), call.sent, call.isOdd, status, headers, answer);
            var faults = ApiDescription.ofTheProject().faults(exchange);
            if (!faults.isEmpty()) {
                throw new AssertionError("Not as docs/openapi.yaml says: " + faults);
            }
        }
    }

    /** What the server answered. */
    public record Answer(int status, HttpHeaders headers, byte[] body) {
        private static Answer of(HttpResponse<byte[]> response) {
            return new Answer(response.statusCode(), response.headers(), response.body());
        }

        public Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("Expected " + wanted + ", got " + this);
            }
            return this;
        }

        /** Fails unless this is a problem of RFC 9457 with exactly this status and code. */
        public Answer expectProblem(int wanted, String code) {
            var type = header("Content-Type");
            if (status != wanted || !type.startsWith("application/problem+json") || !isProblem(code)) {
                throw new AssertionError(
                        "Expected the problem " + wanted + " " + code + ", got " + this + " of type " + type);
            }
            return this;
        }

        private boolean isProblem(String code) {
            var problem = json();
            return problem.getString("code").equals(code)
                    && problem.getString("type").equals("urn:problem-type:snapdock:" + code)
                    && problem.getInt("status") == status
                    && !problem.getString("title").isBlank()
                    && !problem.getString("detail").isBlank();
        }

        /** The header's one value, "" when it is not there. A header that comes twice is a fault. */
        public String header(String name) {
            List<String> values = headers.allValues(name);
            if (values.size() > 1) {
                throw new AssertionError("The header " + name + " comes more than once: " + values);
            }
            return values.isEmpty() ? "" : values.get(0);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonObject json() {
            return parse(text()).asJsonObject();
        }

        @Override
        public String toString() {
            return status + " " + text().substring(0, Math.min(500, text().length()));
        }
    }

    /** A dock and the secrets of the one who opened it. */
    public record OpenDock(DockClient client, JsonObject opened) {
        public String id() {
            return opened.getString("id");
        }

        public String ownerKey() {
            return opened.getString("ownerKey");
        }

        public String joinUrl() {
            return opened.getString("joinUrl");
        }

        public String joinKey() {
            return joinUrl().substring(joinUrl().lastIndexOf('.') + 1);
        }

        /** @param below the dock's address, such as {@code /photos}, with queries */
        public String path(String below) {
            return "api/docks/" + id() + below;
        }

        /** A call without a key. */
        public Call call(String method, String below) {
            return client.call(method, path(below));
        }

        public Call owner(String method, String below) {
            return call(method, below).key(ownerKey());
        }

        public JoinedPhone join(String name) {
            var body = Json.createObjectBuilder().add("name", name).build().toString();
            var joined =
                    call("POST", "/phones").key(joinKey()).json(body).send().expect(201);
            return new JoinedPhone(
                    joined.json().getString("phoneId"), joined.json().getString("phoneKey"));
        }

        /** Begins an upload of the owner's by tus. @return its address */
        public String beginUpload(int length) {
            return owner("POST", "/uploads")
                    .header("Tus-Resumable", "1.0.0")
                    .header("Upload-Length", Integer.toString(length))
                    .send()
                    .expect(201)
                    .header("Location");
        }

        /** Sends a JPEG, or what shall look like one. */
        public Answer send(String key, byte[] picture, String query) {
            return call("POST", "/photos" + query)
                    .key(key)
                    .body("image/jpeg", picture)
                    .send();
        }

        /** Sends a picture that is taken as the owner's. */
        public JsonObject photo(byte[] picture, String query) {
            return send(ownerKey(), picture, query).expect(201).json();
        }

        public JsonObject snapshot() {
            return owner("GET", "").send().expect(200).json();
        }

        /** The ids of the photos in their order. */
        public List<String> photoIds() {
            return ids(snapshot().getJsonArray("photos"));
        }

        /**
         * Opens the dock's stream. What happens before its {@code snapshot} has come may be told by that alone: read it
         * first.
         */
        public EventReader events(String key) {
            return call("GET", "/events").key(key).stream();
        }

        public EventReader eventsAfter(String lastEventId) {
            return owner("GET", "/events").header("Last-Event-ID", lastEventId).stream();
        }
    }

    /** @param key the phone key */
    public record JoinedPhone(String id, String key) {}

    /** The ids of objects, in their order. */
    public static List<String> ids(JsonArray objects) {
        return objects.stream()
                .map(object -> object.asJsonObject().getString("id"))
                .toList();
    }

    /** A JSON text; a fault when something follows it. */
    public static JsonValue parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    /** A JSON array of strings. */
    public static String array(Stream<String> texts) {
        return Json.createArrayBuilder(texts.toList()).build().toString();
    }
}
