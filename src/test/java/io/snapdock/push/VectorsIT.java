package io.snapdock.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snapdock.support.Browser;
import io.snapdock.support.DockClient;
import io.snapdock.support.EventReader;
import io.snapdock.support.ServerIT;
import io.snapdock.support.SharedSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What we write is read by others, and what others write is read by us, as the standard says. */
class VectorsIT extends ServerIT {
    private static final String KEY = SharedSettings.get("snapdock.topics.publish-key");

    /** Pairs of name and data; what a client must get is the data with each line end as LF. */
    private static final List<Map.Entry<String, String>> PUBLISHED = List.of(
            Map.entry("message", ""),
            Map.entry("message", "\n"),
            Map.entry("message", "a\rb\nc\r\nd\n\re"),
            Map.entry("message", "\uFEFFdata: x"),
            Map.entry("message", " leading and trailing "),
            Map.entry("message", "\ttab:colon"),
            Map.entry("a.name_with-signs~", "{\"json\": [1, 2]}"),
            Map.entry("a name with spaces", "x"),
            Map.entry("data", "event: forged\n\nid: 0-0\nretry: 1"),
            Map.entry("車", "…🙂\u0085\u2028\u2029\uFFFD"),
            Map.entry("message", "nul\0inside"),
            Map.entry("message", "x".repeat(20_000)));

    private static Browser browser;
    private static HttpServer streams;

    private final DockClient client = new DockClient(BASE);
    private final String address = "api/topics/vectors." + UUID.randomUUID() + "/events";

    @BeforeAll
    static void start() throws IOException {
        browser = new Browser();
        streams = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        streams.createContext("/", exchange -> send(exchange, "text/html", "<!doctype html><title>vectors</title>"));
        streams.createContext(
                "/sse-parser.js",
                exchange -> send(
                        exchange, "text/javascript", Files.readString(Path.of("src/main/webapp/js/sse-parser.js"))));
        for (int i = 0; i < Vectors.ALL.size(); i++) {
            var stream = Vectors.ALL.get(i).stream();
            streams.createContext("/stream" + i + ".", exchange -> send(exchange, "text/event-stream", stream));
        }
        streams.start();
    }

    @AfterAll
    static void stop() {
        streams.stop(0);
        browser.close();
    }

    @Test
    void chromiumAndOurParserReadTheStandardsStreamsAlike() {
        try (var context = browser.desktop()) {
            var page = Browser.open(
                            context, "http://localhost:" + streams.getAddress().getPort() + "/")
                    .page();
            for (int i = 0; i < Vectors.ALL.size(); i++) {
                var vector = Vectors.ALL.get(i);
                assertThat(byEventSource(page, "/stream" + i + "."))
                        .as("Chromium, " + vector)
                        .isEqualTo(vector.fired());
                for (int pieces : new int[] {1, 3, 10_000}) {
                    assertThat(byParser(page, vector, pieces))
                            .as("our parser, " + vector + " in pieces of " + pieces)
                            .isEqualTo(vector.fired());
                }
            }
        }
    }

    @Test
    void theStrictReaderGetsWhatWasPublished() {
        PUBLISHED.forEach(this::publish);
        try (var reader = read()) {
            assertThat(PUBLISHED).allSatisfy(event -> {
                var got = reader.next();
                assertThat(got.name()).isEqualTo(event.getKey());
                assertThat(got.data()).isEqualTo(withLineFeeds(event.getValue()));
            });
        }
    }

    @Test
    void chromiumsEventSourceGetsWhatWasPublished() {
        var ids = PUBLISHED.stream().map(this::publish).toList();
        try (var context = browser.desktop()) {
            var page = Browser.open(context, BASE + "no-such-page").page();
            @SuppressWarnings("unchecked")
            var got = (List<String>) page.evaluate(
                    """
                    async ([url, names, count]) => {
                      const got = [];
                      const source = new EventSource(url);
                      await new Promise((done) => {
                        for (const name of new Set(names)) {
                          source.addEventListener(name, (event) => {
                            got.push(`[${event.type}][${event.lastEventId}][${event.data}]`);
                            if (got.length === count) done();
                          });
                        }
                      });
                      source.close();
                      return got;
                    }""",
                    List.of(
                            BASE + address + "?lastEventId=earliest",
                            PUBLISHED.stream().map(Map.Entry::getKey).toList(),
                            PUBLISHED.size()));
            var expected = new ArrayList<String>();
            for (int i = 0; i < ids.size(); i++) {
                var event = PUBLISHED.get(i);
                expected.add("[" + event.getKey() + "][" + ids.get(i) + "][" + withLineFeeds(event.getValue()) + "]");
            }
            assertThat(got).isEqualTo(expected);
        }
    }

    @Test
    void okHttpGetsWhatWasPublished() throws Exception {
        var ids = PUBLISHED.stream().map(this::publish).toList();
        try (var source = new EventSource.Builder(ConnectStrategy.http(BASE.resolve(address + "?lastEventId=earliest"))
                        .readTimeout(20, TimeUnit.SECONDS))
                .errorStrategy(ErrorStrategy.alwaysThrow())
                .build()) {
            source.start();
            for (int i = 0; i < ids.size(); i++) {
                MessageEvent got = source.readMessage();
                assertThat(got.getEventName()).isEqualTo(PUBLISHED.get(i).getKey());
                assertThat(got.getData())
                        .isEqualTo(withLineFeeds(PUBLISHED.get(i).getValue()));
                assertThat(got.getLastEventId()).isEqualTo(ids.get(i));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> byEventSource(Page page, String path) {
        // The stream ends and the browser would come back: its error tells that all has been read.
        return (List<String>) page.evaluate("""
                async ([url, names]) => {
                  const got = [];
                  const source = new EventSource(url);
                  for (const name of names) {
                    source.addEventListener(name, (event) => got.push(`[${event.type}][${event.lastEventId}][${event.data}]`));
                  }
                  await new Promise((done) => source.addEventListener('error', done));
                  source.close();
                  return got;
                }""", List.of(path, List.of("message", "test", "a")));
    }

    @SuppressWarnings("unchecked")
    private static List<String> byParser(Page page, Vectors.Vector vector, int pieces) {
        return (List<String>) page.evaluate("""
                async ([stream, pieces]) => {
                  const { SseParser } = await import('/sse-parser.js');
                  const got = [];
                  const parser = new SseParser({ onEvent: ({ type, id, data }) => got.push(`[${type}][${id}][${data}]`) });
                  for (let at = 0; at < stream.length; at += pieces) parser.push(stream.slice(at, at + pieces));
                  return got;
                }""", List.of(vector.stream(), pieces));
    }

    private EventReader read() {
        return client.call("GET", address + "?lastEventId=earliest").stream();
    }

    private String publish(Map.Entry<String, String> event) {
        return client.call("POST", address + "?event=" + encoded(event.getKey()))
                .key(KEY)
                .body("text/plain", event.getValue().getBytes(StandardCharsets.UTF_8))
                .send()
                .expect(202)
                .json()
                .getString("id");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n").replace("\r", "\n");
    }

    private static void send(HttpExchange exchange, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
