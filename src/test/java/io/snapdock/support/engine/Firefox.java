package io.snapdock.support.engine;

import io.snapdock.support.Condition;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A headless Firefox with a new profile, by WebDriver BiDi, which it speaks itself. */
public final class Firefox implements Engine {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final EngineProcess process;
    private final BiDi browser;

    public Firefox(Path folder) {
        var program = Programs.find("FIREFOX", List.of("firefox-esr", "firefox"), "firefox-esr");
        try {
            var profile = Files.createDirectory(folder.resolve("profile"));
            process = EngineProcess.start(
                    folder.resolve("firefox.log"),
                    Map.of(),
                    program.toString(),
                    "--headless",
                    "--no-remote",
                    "--profile",
                    profile.toString(),
                    "--remote-debugging-port",
                    "0");
            browser = connect(profile.resolve("WebDriverBiDiServer.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BiDi connect(Path addressFile) {
        try {
            var connection = new BiDi(address(addressFile));
            connection.call("session.new", object().add("capabilities", object()));
            connection.call(
                    "session.subscribe",
                    object().add("events", Json.createArrayBuilder().add("log.entryAdded")));
            return connection;
        } catch (RuntimeException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    /** Firefox takes a free port and writes down which one. */
    private static URI address(Path file) {
        var read = new JsonObject[1];
        Condition.await("Firefox", LIMIT, () -> {
            try (var reader = Json.createReader(Files.newBufferedReader(file))) {
                read[0] = reader.readObject();
            }
            return true;
        });
        return URI.create("ws://%s:%d/session".formatted(read[0].getString("ws_host"), read[0].getInt("ws_port")));
    }

    @Override
    public EnginePage open(int width, int height) {
        var storage = browser.call("browser.createUserContext", object()).getString("userContext");
        var context = browser.call(
                        "browsingContext.create", object().add("type", "window").add("userContext", storage))
                .getString("context");
        browser.call(
                "browsingContext.setViewport",
                object().add("context", context)
                        .add("viewport", object().add("width", width).add("height", height)));
        return new Page(context);
    }

    @Override
    public List<String> complaints() {
        return browser.events().stream()
                .map(event -> event.getJsonObject("params"))
                .filter(entry -> Set.of("error", "warn").contains(entry.getString("level")))
                .map(JsonObject::toString)
                .toList();
    }

    @Override
    public void close() {
        try {
            browser.call("browser.close", object());
        } finally {
            process.close();
        }
    }

    private static JsonObjectBuilder object() {
        return Json.createObjectBuilder();
    }

    private final class Page extends EnginePage {
        private final String context;

        private Page(String context) {
            this.context = context;
        }

        @Override
        public void navigate(String url) {
            call("browsingContext.navigate", object().add("url", url).add("wait", "complete"));
        }

        @Override
        public void choose(String selector, List<Path> files) {
            var input = run("document.querySelector(" + quoted(selector) + ")").getString("sharedId");
            var names = Json.createArrayBuilder();
            files.forEach(file -> names.add(file.toAbsolutePath().toString()));
            call(
                    "input.setFiles",
                    object().add("element", object().add("sharedId", input)).add("files", names));
        }

        @Override
        public byte[] screenshot() {
            var answer = call("browsingContext.captureScreenshot", object().add("origin", "viewport"));
            return Base64.getDecoder().decode(answer.getString("data"));
        }

        @Override
        String evaluateString(String expression) {
            return run(expression).getString("value");
        }

        /** The result as a remote value of the protocol. */
        private JsonObject run(String expression) {
            var answer = browser.call(
                    "script.evaluate",
                    object().add("expression", expression)
                            .add("awaitPromise", true)
                            .add("target", object().add("context", context)));
            if (!answer.getString("type").equals("success")) {
                throw new AssertionError(expression + ": " + answer);
            }
            return answer.getJsonObject("result");
        }

        @Override
        void perform(JsonArray actions) {
            call("input.performActions", object().add("actions", actions));
        }

        private JsonObject call(String method, JsonObjectBuilder params) {
            return browser.call(method, params.add("context", context));
        }
    }
}
