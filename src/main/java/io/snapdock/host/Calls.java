package io.snapdock.host;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Calls of Snapdock's API. All of them can be made twice, so one that was not answered is made again. */
final class Calls {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** Longer than a seal waits for photos. */
    private static final Duration ANSWER = Duration.ofSeconds(20);

    /** Between two pieces of an answer. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final String OCTETS = "application/octet-stream";

    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final URI base;
    private final String apiKey;
    private final HostApi api;

    /** HTTP/1.1, as an upgrade to HTTP/2 without TLS is more than some servers can. */
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param api which photos of an answer are read by */
    Calls(URI base, String apiKey, HostApi api) {
        this.api = api;
        String text = base.toString();
        this.base = URI.create(text.endsWith("/") ? text : text + "/");
        this.apiKey = apiKey;
    }

    /** The same Snapdock, asked by somebody else. */
    Calls withKey(String key) {
        return new Calls(base, key, api);
    }

    /**
     * @param path below {@code api/}
     * @param body null for none
     * @return the answer's object; an empty one when it has no body
     * @throws SnapdockException for each answer but 2xx, and when there is none
     */
    JsonObject json(String method, String path, JsonObject body) {
        return json(answer(method, base.resolve("api/" + path), body, TRIES));
    }

    /** A {@code POST} of a picture, tried once only: the sender learns what has become of it. */
    JsonObject picture(String path, byte[] bytes) {
        return json(answer("POST", base.resolve("api/" + path), OCTETS, BodyPublishers.ofByteArray(bytes), 1));
    }

    /** A {@code POST} that is tried once only. */
    JsonObject once(String path, JsonObject body) {
        return json(answer("POST", base.resolve("api/" + path), body, 1));
    }

    private JsonObject json(HttpResponse<InputStream> answer) {
        try (InputStream in = new PatientStream(answer.body(), SILENCE)) {
            byte[] bytes = in.readAllBytes();
            JsonObject json = read(bytes);
            if (answer.statusCode() / 100 != 2) {
                throw refused(answer.statusCode(), json);
            }
            if (json == null && bytes.length > 0) {
                throw new SnapdockException(
                        SnapdockException.UNREACHABLE,
                        answer.statusCode(),
                        "What answers at " + base + " is not Snapdock. Look at snapdock.url.");
            }
            return json == null ? JsonValue.EMPTY_JSON_OBJECT : json;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** The same for calls without a body. */
    void send(String method, String path) {
        json(method, path, null);
    }

    /**
     * @param url a photo's path, as the API gives it
     * @return its bytes, to be closed
     */
    InputStream open(String url) throws IOException {
        HttpResponse<InputStream> answer = answer("GET", base.resolve(url), null, TRIES);
        if (answer.statusCode() == 200) {
            return new PatientStream(answer.body(), SILENCE);
        }
        try (InputStream in = new PatientStream(answer.body(), SILENCE)) {
            throw refused(answer.statusCode(), read(in.readAllBytes()));
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<InputStream> answer(String method, URI address, JsonObject body, int most) {
        BodyPublisher text = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        return answer(method, address, "application/json", text, most);
    }

    private HttpResponse<InputStream> answer(String method, URI address, String type, BodyPublisher body, int most) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + apiKey)
                .method(method, body);
        if (!method.equals("GET")) {
            request.header("Content-Type", type);
        }
        for (int tries = 1; ; tries++) {
            try {
                HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
                if (answer.statusCode() != 503 || tries == most) {
                    return answer;
                }
                answer.body().close();
            } catch (IOException e) {
                if (tries == most) {
                    throw unreachable(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unreachable(e);
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private SnapdockException refused(int status, JsonObject problem) {
        if (problem == null) {
            return new SnapdockException(
                    SnapdockException.UNREACHABLE,
                    status,
                    "Snapdock was not reached at " + base + ": the answer was " + status + " by something else.");
        }
        List<SealedPhoto> photos = problem.containsKey("photos") ? SealedPhoto.all(api, problem) : List.of();
        String title = problem.getString("title", "Snapdock has refused the call");
        return new SnapdockException(
                problem.getString("code", "unknown"), status, problem.getString("detail", title), photos, null);
    }

    private SnapdockException unreachable(Exception cause) {
        return new SnapdockException(
                SnapdockException.UNREACHABLE, 0, "Snapdock cannot be reached at " + base, List.of(), cause);
    }

    /** Null for what is no JSON object. */
    private static JsonObject read(byte[] bytes) {
        try (var reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            return reader.readObject();
        } catch (JsonException | ClassCastException e) {
            return null;
        }
    }
}
