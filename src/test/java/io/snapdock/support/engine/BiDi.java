package io.snapdock.support.engine;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** <a href="https://www.w3.org/TR/webdriver-bidi/">WebDriver BiDi</a>: commands, each with its answer, and events, over one WebSocket. */
final class BiDi implements WebSocket.Listener {
    private static final int LIMIT_SECONDS = 30;

    private final Map<Integer, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;
    private int last;

    BiDi(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .join();
    }

    /** Sends a command and waits for its result. */
    JsonObject call(String method, JsonObjectBuilder params) {
        var answer = new CompletableFuture<JsonObject>();
        int id = ++last;
        asked.put(id, answer);
        var command = Json.createObjectBuilder()
                .add("id", id)
                .add("method", method)
                .add("params", params)
                .build();
        socket.sendText(command.toString(), true).join();
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method + ": " + e, e);
        }
    }

    List<JsonObject> events() {
        return events;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
        message.append(part);
        if (isLast) {
            try (var reader = Json.createReader(new StringReader(message.toString()))) {
                take(reader.readObject());
            }
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(JsonObject came) {
        switch (came.getString("type")) {
            case "event" -> events.add(came);
            case "success" -> asked.remove(came.getInt("id")).complete(came.getJsonObject("result"));
            default -> {
                // An error without an id answers what was no command at all.
                var failed = new IllegalStateException(came.toString());
                if (came.get("id") instanceof jakarta.json.JsonNumber id) {
                    asked.remove(id.intValue()).completeExceptionally(failed);
                } else {
                    onError(socket, failed);
                }
            }
        }
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        asked.values().forEach(answer -> answer.completeExceptionally(error));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        onError(from, new IllegalStateException("The browser closed the connection: " + status + " " + reason));
        return null;
    }
}
