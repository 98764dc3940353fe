package io.snapdock.lab;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.snapdock.page.Looks;
import io.snapdock.support.Browser;
import io.snapdock.support.DockClient;
import io.snapdock.support.ServerProcess;
import io.snapdock.support.TcpProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The stream lab: each of its controls, and what it says of a way that is fine and of ways that are not. */
@Tag("own-server")
@Tag("page")
class LabIT {
    /** Events for some seconds, then two heartbeats. */
    private static final LocatorAssertions.HasAttributeOptions UP_TO_THE_VERDICT =
            new LocatorAssertions.HasAttributeOptions().setTimeout(40_000);

    /** What nginx collects before it hands on. */
    private static final int BUFFER_BYTES = 8 * 1024;

    private static final String FINDINGS = """
            async (changes) => {
              const { findingsOf } = await import(new URL('js/lab/findings.js', document.baseURI));
              const events = Array.from({ length: 4 }, (_, index) => ({ at: 1_100 + 200 * index, sentAt: 9_000 + 200 * index }));
              const fine = { status: 200, type: 'text/event-stream', encoding: '', protocol: 'h2', expected: 4, spacingMs: 200,
                heartbeatMs: 15_000, startedAt: 1_000, events, beats: [16_700, 31_700], endedAt: null, watchedUntil: 40_000 };
              return findingsOf({ ...fine, ...changes }).filter(({ level }) => level === 'bad').map(({ name }) => name);
            }
            """;

    private static ServerProcess server;
    private static Browser browser;

    private final Looks look = new Looks();

    @BeforeAll
    static void start() {
        server = ServerProcess.start(
                "lab",
                Map.of(
                        "snapdock.lab", "true",
                        "snapdock.push.heartbeat", "PT2S",
                        "snapdock.trusted-proxies", "127.0.0.1,0:0:0:0:0:0:0:1"));
        browser = new Browser();
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.assertLogClean();
        server.close();
    }

    @AfterEach
    void looksRight() {
        look.assertFaultless();
    }

    @Test
    void everyControlDoesWhatItSays() {
        var lab = open("en-GB", server.base().toString());
        var page = lab.page();
        assertThat(readyState(page)).hasText("readyState 2 CLOSED");
        look.at(page, "lab-01-closed");
        click(page, "connect");
        assertThat(readyState(page)).hasText("readyState 1 OPEN");
        assertThat(page.locator("[data-action=disconnect]")).isFocused();

        page.locator("#publish-name").fill("order");
        page.locator("#publish-data").fill("{\"number\": 7}");
        page.locator("#publish [type=submit]").click();
        assertThat(row(page, "order").locator(".log-data")).hasText("{\"number\": 7}");
        assertThat(row(page, "order").locator(".log-id")).hasText(Pattern.compile("[a-z0-9]+-[0-9]+"));
        assertThat(row(page, "order").locator(".log-lag")).hasText(Pattern.compile("[0-9,]+ ms"));

        for (var sample : List.of("comment", "lines", "named", "retry")) {
            page.locator("[data-sample=" + sample + "]").click();
        }
        assertThat(note(page, "comment")).hasText(new String[] {"Comment: two lines", "Comment: a comment, of"});
        assertThat(row(page, "message").locator("pre"))
                .hasJSProperty("textContent", "one line\nbehind LF\nbehind CR\nbehind CRLF\n\nbehind an empty line");
        assertThat(row(page, "greeting")).hasCount(1);
        assertThat(page.locator("#retry-wish")).hasText("4,000 ms");

        click(page, "sources");
        assertThat(page.locator("[data-action=sources]")).hasAttribute("aria-pressed", "true");
        assertThat(row(page, "two-seconds")).not().hasCount(0);
        assertThat(row(page, "five-seconds")).not().hasCount(0);
        goesOnWhereItWasCut(page);
        click(page, "sources");
        assertThat(page.locator("[data-action=sources]")).hasText("Start both");
        look.at(page, "lab-02-log");

        click(page, "disconnect");
        assertThat(readyState(page)).hasText("readyState 2 CLOSED");
        assertThat(page.locator("[data-action=connect]")).isFocused();
        click(page, "clear");
        assertThat(page.locator("#log-rows tr")).hasCount(0);
        assertThat(lab.complaints()).isEmpty();
    }

    @Test
    void theLogHasABoundForItsRowsAndForEachText() {
        var lab = open("en-GB", server.base().toString());
        var page = lab.page();
        click(page, "connect");
        assertThat(readyState(page)).hasText("readyState 1 OPEN");
        var client = new DockClient(server.base());
        client.call("POST", "api/topics/lab.main/events?event=large")
                .body("text/plain", "x".repeat(60_000).getBytes(StandardCharsets.US_ASCII))
                .send()
                .expect(202);
        assertThat(row(page, "large").locator("pre")).hasText(Pattern.compile("x{2000} … and 58,000 more characters"));
        for (int i = 0; i < 210; i++) {
            client.call("POST", "api/topics/lab.main/events?event=small")
                    .body("text/plain", new byte[] {'x'})
                    .send()
                    .expect(202);
        }
        assertThat(row(page, "small")).hasCount(200);
        assertThat(page.locator("#log-rows tr")).hasCount(200);
        assertThat(page.locator("#events-count")).hasText("211");
        assertThat(lab.complaints()).isEmpty();
    }

    @Test
    void theLagIsRightWhereBothClocksAreOneAndWhereTheyDiffer() {
        var lab = open("en-GB", server.base().toString());
        var lag = """
                async ([answers, sentAt, cameAt]) => {
                  const { Clocks } = await import(new URL('js/lab/clocks.js', document.baseURI));
                  const clocks = new Clocks();
                  answers.forEach((answer) => clocks.learn(...answer));
                  return clocks.lag(sentAt, cameAt);
                }
                """;
        // Asked, the server's time, answered: one machine, and an answer that took a cold server 400 ms.
        assertThat(lab.page().evaluate(lag, List.of(List.of(List.of(1_000, 1_390, 1_400)), 2_000, 2_003)))
                .isEqualTo(3);
        assertThat(lab.page().evaluate(lag, List.of(List.of(List.of(1_000, 1_010, 1_400)), 2_000, 2_250)))
                .isEqualTo(250);
        // A server that is a minute ahead, and one that is a minute behind.
        assertThat((int) lab.page().evaluate(lag, List.of(List.of(List.of(1_000, 61_005, 1_010)), 62_000, 2_030)))
                .isBetween(20, 40);
        assertThat((int) lab.page().evaluate(lag, List.of(List.of(List.of(61_000, 1_005, 61_010)), 2_000, 62_030)))
                .isBetween(20, 40);
        assertThat(lab.complaints()).isEmpty();
    }

    @Test
    void oneAddressDoesNotTakeTheWholeLab() {
        var client = new DockClient(server.base());
        var codes = new ArrayList<Integer>();
        for (int i = 0; i < 6; i++) {
            // Not as this machine: the pages of the other tests would find the lab busy.
            codes.add(client.call("POST", "api/lab/jobs")
                    .header("X-Forwarded-For", "192.0.2.6")
                    .body("application/json", new byte[0])
                    .send()
                    .status());
        }
        assertThat(codes).contains(202, 429);
        // Another one, as the proxy says it.
        client.call("POST", "api/lab/jobs")
                .header("X-Forwarded-For", "192.0.2.7")
                .body("application/json", new byte[0])
                .send()
                .expect(202);
        for (int i = 0; i < 10; i++) {
            publish(client, "lab.many" + i, "198.51.100.1").expect(202);
        }
        publish(client, "lab.many10", "198.51.100.1").expectProblem(429, "too-many-lab-topics");
        publish(client, "lab.many9", "198.51.100.1").expect(202);
        publish(client, "lab.many10", "198.51.100.2").expect(202);
    }

    private static DockClient.Answer publish(DockClient client, String topic, String address) {
        return client.call("POST", "api/topics/" + topic + "/events")
                .header("X-Forwarded-For", address)
                .body("text/plain", new byte[] {'x'})
                .send();
    }

    private static void goesOnWhereItWasCut(Page page) {
        click(page, "drop");
        assertThat(note(page, "retrying")).containsText("The connection has ended.");
        assertThat(readyState(page)).hasText("readyState 0 CONNECTING");
        assertThat(readyState(page)).hasText("readyState 1 OPEN");
        assertThat(note(page, "live").first()).containsText("asking for all behind");
        int ticks = row(page, "two-seconds").count();
        page.waitForFunction(
                "(count) => document.querySelectorAll('[data-event=two-seconds]').length > count + 1", ticks);
        assertThat(page.locator("#missed-count")).hasText("0");
        assertThat(page.locator("#doubled-count")).hasText("0");
        var numbers = row(page, "two-seconds").locator("pre").allTextContents().stream()
                .map(LabIT::numberIn)
                .toList();
        assertThat(numbers).doesNotHaveDuplicates().hasSize(numbers.get(0));
    }

    private static Integer numberIn(String tick) {
        var number = Pattern.compile("\"number\":([0-9]+)").matcher(tick);
        assertThat(number.find()).isTrue();
        return Integer.valueOf(number.group(1));
    }

    @Test
    void aJobShowsHowFarItIs() {
        var page = open("en-GB", server.base().toString()).page();
        var progress = page.locator("push-progress");
        assertThat(progress).hasAttribute("data-state", "waiting");
        click(page, "job");
        assertThat(progress.locator(".push-progress-words")).hasText("Step 4 of 10: Unpacking");
        look.at(page, "lab-03-job");
        assertThat(progress).hasAttribute("data-state", "done");
        assertThat(progress.locator("progress")).hasAttribute("value", "100");
    }

    @Test
    void aWayThatIsFineIsCalledFine() {
        var page = open("en-GB", server.base().toString()).page();
        click(page, "check");
        assertThat(verdict(page)).hasAttribute("data-verdict", "fine", UP_TO_THE_VERDICT);
        assertThat(verdict(page)).isFocused();
        assertThat(page.locator("[data-level=bad]")).hasCount(0);
        for (var finding : List.of("first", "flows", "beats", "http1")) {
            assertThat(page.locator("[data-finding=" + finding + "]")).hasCount(1);
        }
        look.at(page, "lab-04-fine");
    }

    @Test
    void aProxyThatBuffersIsFound() {
        try (var proxy = TcpProxy.before(server.base(), LabIT::holdStreams)) {
            var page = open("en-GB", proxy.base().toString()).page();
            click(page, "check");
            assertThat(verdict(page)).hasAttribute("data-verdict", "buffers", UP_TO_THE_VERDICT);
            assertThat(page.locator("#findings")).containsText("proxy_buffering off;");
            look.at(page, "lab-05-buffers");
            page.context().close();
        }
    }

    @Test
    void aProxyThatCutsIsFound() {
        try (var proxy = TcpProxy.before(server.base(), LabIT::cutStreams)) {
            var page = open("en-GB", proxy.base().toString()).page();
            click(page, "check");
            assertThat(verdict(page)).hasAttribute("data-verdict", "trouble", UP_TO_THE_VERDICT);
            assertThat(page.locator("[data-finding=cut]")).containsText("proxy_read_timeout");
            page.context().close();
        }
    }

    @Test
    void whatElseCanBeWrongIsTold() {
        var page = open("en-GB", server.base().toString()).page();
        assertThat(findings(page, "{}")).isEmpty();
        assertThat(findings(page, "{ encoding: 'gzip' }")).containsExactly("compressed");
        assertThat(findings(page, "{ beats: [] }")).containsExactly("noBeats");
        assertThat(findings(page, "{ beats: [31_700, 61_700] }")).containsExactly("rareBeats");
        assertThat(findings(page, "{ events: [], status: 0 }")).containsExactly("nothing");
        assertThat(findings(page, "{ events: [], status: 504, type: 'text/html', endedAt: 2_000 }"))
                .contains("refused");
        assertThat(findings(page, "{ expected: 5 }")).containsExactly("lost");
    }

    @Test
    void aPhoneHoldsItAll() {
        var page = open("zh-TW", server.base().toString()).page();
        assertThat(page.locator("h1")).hasText("串流實驗室");
        page.setViewportSize(320, 640);
        click(page, "connect");
        // A stream begins with what comes after it: what is published before it is open is not its to show.
        assertThat(readyState(page)).hasText(Pattern.compile("readyState 1"));
        page.locator("#publish [type=submit]").click();
        page.locator("[data-sample=lines]").click();
        assertThat(row(page, "message")).hasCount(2);
        click(page, "check");
        assertThat(verdict(page)).hasText("一切正常：事件會立即送達", new LocatorAssertions.HasTextOptions().setTimeout(40_000));
        look.at(page, "lab-06-narrow");
    }

    private static List<Object> findings(Page page, String changes) {
        return new ArrayList<>((List<?>) page.evaluate("() => (" + FINDINGS.strip() + ")(" + changes + ")"));
    }

    private static Browser.Watched open(String language, String base) {
        return Browser.open(browser.desktop(language, ColorScheme.LIGHT), base + "lab");
    }

    private static void click(Page page, String action) {
        page.locator("[data-action=" + action + "]").click();
    }

    private static Locator readyState(Page page) {
        return page.locator("#ready-state");
    }

    private static Locator row(Page page, String event) {
        return page.locator("[data-event=" + event + "]");
    }

    private static Locator note(Page page, String kind) {
        return page.locator("[data-note=" + kind + "] td:last-child");
    }

    private static Locator verdict(Page page) {
        return page.locator("#check-verdict");
    }

    /** Collects the pieces of a stream until a buffer is full, as a proxy does that was made for files. */
    private static void holdStreams(InputStream server, OutputStream browser) throws IOException {
        var held = new ByteArrayOutputStream();
        boolean isStream = false;
        var piece = new byte[BUFFER_BYTES];
        for (int count = server.read(piece); count >= 0; count = server.read(piece)) {
            isStream |= beginsStream(piece, count);
            held.write(piece, 0, count);
            if (!isStream || held.size() >= BUFFER_BYTES) {
                held.writeTo(browser);
                held.reset();
            }
        }
        held.writeTo(browser);
    }

    /** Ends a stream after some events. */
    private static void cutStreams(InputStream server, OutputStream browser) throws IOException {
        boolean isStream = false;
        int sent = 0;
        var piece = new byte[BUFFER_BYTES];
        for (int count = server.read(piece); count >= 0 && sent < 1_000; count = server.read(piece)) {
            isStream |= beginsStream(piece, count);
            browser.write(piece, 0, count);
            sent = isStream ? sent + count : 0;
        }
    }

    private static boolean beginsStream(byte[] piece, int count) {
        return new String(piece, 0, count, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .contains("content-type: text/event-stream");
    }
}
