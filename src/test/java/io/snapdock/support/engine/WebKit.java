package io.snapdock.support.engine;

import io.snapdock.support.Condition;
import io.snapdock.support.FreePort;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * WebKit as GTK has it, Safari's next of kin: its small browser under WebKitWebDriver, on a screen that nobody sees. A driver has one session, so each page
 * has its own.
 */
public final class WebKit implements Engine {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Predicate<String> IS_NUMBER = Pattern.compile("\\d+").asMatchPredicate();

    /** What the protocol calls a reference to an element. */
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    /** The driver does not tell, and the browser writes nothing down while it is driven: the page itself listens, once it is loaded. */
    private static final String WATCH = """
            const complaints = (window.complaints = []);
            window.addEventListener('error', ({ message }) => complaints.push(`uncaught: ${message}`));
            window.addEventListener('unhandledrejection', ({ reason }) => complaints.push(`uncaught: ${reason}`));
            document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
              complaints.push(`${violatedDirective} forbids ${blockedURI}`));
            for (const level of ['error', 'warn']) {
              const write = console[level];
              console[level] = (...words) => {
                complaints.push(`${level}: ${words.join(' ')}`);
                write.apply(console, words);
              };
            }
            """;

    private final Path folder;
    private final Path program;
    private final EngineProcess screen;
    private final String display;
    private final List<EngineProcess> drivers = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();

    public WebKit(Path folder) {
        this.folder = folder;
        program = Programs.find("WEBKIT_DRIVER", List.of("WebKitWebDriver"), "webkit2gtk-driver");
        screen = EngineProcess.start(
                folder.resolve("xvfb.log"),
                Map.of(),
                Programs.find("XVFB", List.of("Xvfb"), "xvfb").toString(),
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1600x1200x24",
                "-nolisten",
                "tcp");
        display = ":" + displayNumber();
    }

    /** The screen takes a free number and writes it down. */
    private String displayNumber() {
        try {
            Condition.await("Xvfb", LIMIT, () -> screen.output().stream().anyMatch(IS_NUMBER));
            return screen.output().stream().filter(IS_NUMBER).findFirst().orElseThrow();
        } catch (RuntimeException | AssertionError e) {
            screen.close();
            throw e;
        }
    }

    @Override
    public EnginePage open(int width, int height) {
        try {
            int port = FreePort.next();
            drivers.add(EngineProcess.start(
                    folder.resolve("webkit-" + port + ".log"),
                    Map.of("DISPLAY", display, "GDK_BACKEND", "x11", "LANG", "en_GB.UTF-8"),
                    program.toString(),
                    "--port=" + port));
            var driver = new WebDriver(URI.create("http://127.0.0.1:" + port + "/"));
            Condition.await("WebKitWebDriver", LIMIT, driver::isReady);
            driver.begin();
            driver.post(
                    "window/rect",
                    object().add("x", 0).add("y", 0).add("width", width).add("height", height));
            var page = new Page(driver);
            pages.add(page);
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> complaints() {
        return pages.stream().flatMap(page -> page.complaints().stream()).toList();
    }

    @Override
    public void close() {
        try {
            pages.forEach(page -> page.driver.end());
        } finally {
            drivers.forEach(EngineProcess::close);
            screen.close();
        }
    }

    private static JsonObjectBuilder object() {
        return Json.createObjectBuilder();
    }

    private static final class Page extends EnginePage {
        private final WebDriver driver;

        private Page(WebDriver driver) {
            this.driver = driver;
        }

        @Override
        public void navigate(String url) {
            driver.post("url", object().add("url", url));
            driver.post("execute/sync", object().add("script", WATCH).add("args", Json.createArrayBuilder()));
        }

        private List<String> complaints() {
            return evaluate("window.complaints").asJsonArray().getValuesAs(JsonString::getString);
        }

        @Override
        public void choose(String selector, List<Path> files) {
            JsonObject input = driver.post(
                            "element", object().add("using", "css selector").add("value", selector))
                    .asJsonObject();
            var names =
                    files.stream().map(file -> file.toAbsolutePath().toString()).collect(Collectors.joining("\n"));
            driver.post("element/" + input.getString(ELEMENT) + "/value", object().add("text", names));
        }

        @Override
        public byte[] screenshot() {
            return Base64.getDecoder().decode(((JsonString) driver.get("screenshot")).getString());
        }

        @Override
        String evaluateString(String expression) {
            var script = object().add("script", "return " + expression).add("args", Json.createArrayBuilder());
            return ((JsonString) driver.post("execute/sync", script)).getString();
        }

        @Override
        void perform(JsonArray actions) {
            driver.post("actions", object().add("actions", actions));
        }
    }
}
