package io.snapdock.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A host application as far as webhooks reach it. */
public final class HookReceiver implements AutoCloseable {

    /** What came. */
    public record Hook(Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return HttpHeaders.of(headers, (any, value) -> true)
                    .firstValue(name)
                    .orElseThrow();
        }

        public JsonObject json() {
            return DockClient.parse(body).asJsonObject();
        }

        public String type() {
            return json().getString("type");
        }
    }

    /** What the host says when it is asked about a photo. */
    public record Reply(int status, String body) {}

    private final HttpServer server;
    private final List<Hook> asked = new CopyOnWriteArrayList<>();
    private final List<Hook> taken = new CopyOnWriteArrayList<>();
    private final List<Hook> refused = new CopyOnWriteArrayList<>();
    private volatile boolean isDown;
    private volatile Function<Hook, Reply> answering = any -> new Reply(204, "");

    public HookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/hook", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var hook = new Hook(
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (hook.type().equals("photo.check")) {
                asked.add(hook);
                reply(exchange, answering.apply(hook));
                return;
            }
            boolean down = isDown;
            (down ? refused : taken).add(hook);
            exchange.sendResponseHeaders(down ? 503 : 204, -1);
        }
    }

    private static void reply(HttpExchange exchange, Reply reply) throws IOException {
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** What it says from now on when it is asked about a photo; until then it takes each. */
    public void answer(Function<Hook, Reply> how) {
        answering = how;
    }

    /** The questions about photos. */
    public List<Hook> asked() {
        return List.copyOf(asked);
    }

    /** From now on it refuses all. */
    public void goDown() {
        isDown = true;
    }

    public void comeBack() {
        isDown = false;
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/hook";
    }

    /** In the order in which they were taken. */
    public List<Hook> taken() {
        return List.copyOf(taken);
    }

    public List<Hook> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
