package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.snapdock.support.Condition;
import io.snapdock.support.Pictures;
import io.snapdock.support.SharedSettings;
import io.snapdock.support.TcpProxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages with more docks than HTTP/1.1 has connections for a site. */
@Tag("page")
class ManyElementsIT extends PageBase {
    private static final int DOCKS = 6;
    private static final String API_KEY = SharedSettings.get("snapdock.api-key");
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final String HOSTS_OWN_CALL = """
            async () => {
              const begin = performance.now();
              const { status } = await fetch('/snapdock/api/health/live', { cache: 'no-store' });
              return status === 200 ? performance.now() - begin : Infinity;
            }
            """;

    private static final List<TcpProxy> PROXIES = new ArrayList<>();

    private final List<WireDock> docks = new ArrayList<>();
    private final Set<Integer> loggedOut = new HashSet<>();
    private TcpProxy proxy;

    @BeforeEach
    void standBetween() {
        proxy = TcpProxy.before(BASE);
        PROXIES.add(proxy);
        IntStream.range(0, DOCKS).forEach(number -> docks.add(HostForm.openDock()));
    }

    /** Not before their pages, which would complain. */
    @AfterAll
    static void goAway() {
        PROXIES.forEach(TcpProxy::close);
    }

    /** Without Web Locks, as on http addresses of a LAN, each tab has a connection of its own. */
    @ParameterizedTest
    @CsvSource({"'', 1", "delete Navigator.prototype.locks, 3"})
    void sixElementsInThreeTabsAreLive(String poorer, int connections) {
        var context = browser().desktop();
        context.addInitScript(poorer);
        var tabs = openTabs(context, 3);
        Condition.await("one connection for all elements", LIMIT, () -> proxy.streams() == connections);
        int before = proxy.allStreams();
        for (int number = 0; number < DOCKS; number++) {
            send(number, "photo-" + number + ".jpg");
        }
        for (var tab : tabs) {
            for (int number = 0; number < DOCKS; number++) {
                assertThat(names(tab, number)).hasText("photo-" + number + ".jpg");
            }
            assertThat(((Number) tab.evaluate(HOSTS_OWN_CALL)).doubleValue())
                    .as("milliseconds of a call of the host's own")
                    .isLessThan(1_000);
        }
        assertThat(proxy.allStreams()).as("nothing broke").isEqualTo(before);
        assertThat(proxy.streams()).isEqualTo(connections);
    }

    /** What happens to one element is not the others'. */
    @Test
    void eachElementEndsForItself() {
        // Each of them is told by an answer of 401 or 404, of which Chromium writes.
        provokeNetworkFaults();
        var tab = openTabs(browser().desktop(), 1).get(0);
        Wire.call("DELETE", api(0, ""), API_KEY, null);
        assertThat(element(tab, 0).locator("#ended-title")).isVisible();

        loggedOut.add(1);
        Wire.call("DELETE", api(1, "/sessions?user=ana"), API_KEY, null);
        assertThat(element(tab, 1).locator("#ended-title")).isVisible();

        // The host gives another token.
        Wire.call("DELETE", api(2, "/sessions?user=ana"), API_KEY, null);
        for (int number = 2; number < DOCKS; number++) {
            send(number, "later.jpg");
            assertThat(names(tab, number)).hasText("later.jpg");
        }

        // An element that is taken away, and one that is put in later.
        tab.evaluate("() => document.querySelector('#e3').remove()");
        tab.evaluate("() => document.querySelector('#e0').setAttribute('session', 'session?dock=3')");
        assertThat(names(tab, 0)).hasText("later.jpg");
        send(3, "last.jpg");
        send(5, "last.jpg");
        assertThat(names(tab, 0)).hasText(new String[] {"later.jpg", "last.jpg"});
        assertThat(names(tab, 5)).hasText(new String[] {"later.jpg", "last.jpg"});
        assertThat(proxy.streams()).isEqualTo(1);
    }

    @Test
    void aCutLosesNothingInAnyOfThem() {
        provokeNetworkFaults();
        var tabs = openTabs(browser().desktop(), 2);
        send(0, "before.jpg");
        assertThat(names(tabs.get(1), 0)).hasText("before.jpg");
        proxy.cut();
        IntStream.range(0, DOCKS).forEach(number -> send(number, "meanwhile.jpg"));
        proxy.mend();
        for (var tab : tabs) {
            assertThat(names(tab, 0)).hasText(new String[] {"before.jpg", "meanwhile.jpg"});
            for (int number = 1; number < DOCKS; number++) {
                assertThat(names(tab, number)).hasText("meanwhile.jpg");
            }
        }
        // The next tab takes over.
        tabs.get(0).close();
        send(4, "after.jpg");
        assertThat(names(tabs.get(1), 4)).hasText(new String[] {"meanwhile.jpg", "after.jpg"});
        Condition.await("one connection", LIMIT, () -> proxy.streams() == 1);
    }

    private List<Page> openTabs(BrowserContext context, int count) {
        var origin = "http://" + proxy.base().getAuthority();
        var elements = IntStream.range(0, DOCKS)
                .mapToObj("<snap-dock id=\"e%1$d\" session=\"session?dock=%1$d\"></snap-dock>"::formatted)
                .collect(Collectors.joining());
        var script = "<script type=\"module\" src=\"/snapdock/snap-dock.js\"></script>";
        HostPage.at(origin + "/claims/4711", elements + script).in(context);
        context.route(origin + "/claims/session?dock=*", this::answerSession);
        var tabs = IntStream.range(0, count)
                .mapToObj(tab -> open(context, origin + "/claims/4711"))
                .toList();
        for (var tab : tabs) {
            for (int number = 0; number < DOCKS; number++) {
                assertThat(element(tab, number).locator("#status")).hasText("Waiting for your phone");
            }
        }
        return tabs;
    }

    private void answerSession(Route route) {
        var url = route.request().url();
        int number = Integer.parseInt(url.substring(url.lastIndexOf('=') + 1));
        if (loggedOut.contains(number)) {
            route.fulfill(new Route.FulfillOptions().setStatus(403));
            return;
        }
        var rights = "{\"rights\": [\"view\", \"add\", \"remove\", \"order\"], \"user\": \"ana\"}";
        var token = Wire.json(Wire.call("POST", api(number, "/sessions"), API_KEY, rights))
                .getString("token");
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody("{\"dock\": \"%s\", \"token\": \"%s\"}"
                        .formatted(docks.get(number).id(), token)));
    }

    private URI api(int number, String path) {
        return BASE.resolve("api/docks/" + docks.get(number).id() + path);
    }

    private void send(int number, String name) {
        var dock = docks.get(number);
        // Another picture each time: a dock takes the same one once.
        new WirePhone(BASE, dock.id(), dock.ownerKey())
                .send(name, Pictures.withComment(Pictures.jpeg(320, 240), name + number));
    }

    private static Locator element(Page tab, int number) {
        return tab.locator("#e" + number);
    }

    private static Locator names(Page tab, int number) {
        return element(tab, number).locator(".tile[data-state=ready] .tile-name");
    }
}
