package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.snapdock.support.Condition;
import io.snapdock.support.Pictures;
import io.snapdock.support.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several tabs of one browser, over HTTP/1.1, where a browser has six connections for the whole site. */
@Tag("page")
class TabsIT extends PageBase {
    private static final int TABS = 8;
    private static final int PHOTOS_OF_A_ROUND = 7;
    /** A second or so on a quiet machine. Less than the 5 s after which a tab that hangs is deposed: nothing may wait for those here. */
    private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(4);

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final AtomicInteger PICTURES = new AtomicInteger();

    /** One more reader in the tab, which takes part in the sharing, and writes down what it hears. */
    private static final String RECORD = """
            async (url) => {
              window.heard = [];
              const { openEventStream } = await import(new URL('js/event-stream.js', document.baseURI));
              openEventStream(url, {
                shareAs: 'owner',
                snapshot: 'snapshot',
                onState: () => {},
                onEvent: ({ type, data, id, hasId }) => window.heard.push({ type, id, hasId, data: JSON.parse(data), at: Date.now() }),
              });
            }
            """;

    /** The photos in the order in which they came to be known, one entry for each time. */
    private static final String PHOTOS_HEARD = """
            () => window.heard.flatMap(({ type, data }) =>
              type === 'snapshot' ? data.photos.map(({ name }) => name) : type === 'photo-received' ? [data.name] : [])
            """;

    private static final String IDS_HEARD = "() => window.heard.filter(({ hasId }) => hasId).map(({ id }) => id)";

    /** An upload's events have the name too, before its photo is there. */
    private static final String IS_HEARD = """
            (name) => window.heard.some(({ type, data }) =>
              type === 'snapshot' ? data.photos.some((photo) => photo.name === name) : type === 'photo-received' && data.name === name)
            """;

    private static final String FIRST_HEARD_SINCE =
            "(time) => window.heard.find(({ type, at }) => type === 'photo-received' && at > time).at";

    /** One that has its own dock's pictures yet to come would be refused them when the dock ends, and complain. */
    private static final String ALL_IS_SEEN = """
            () => [...shown().querySelectorAll('.tile[data-state=ready]')].every((tile) => {
              const image = tile.querySelector('img[src$=thumbnail]');
              return image?.complete && image.naturalWidth > 0;
            })
            """;

    private static final String NO_LOCKS = """
            async () => {
              const { held, pending } = await navigator.locks.query();
              return held.length + pending.length === 0;
            }
            """;

    private static final String IS_STUCK_FOR_8_S = """
            () => setTimeout(() => {
              const end = Date.now() + 8_000;
              while (Date.now() < end);
            })
            """;

    private static final List<TcpProxy> PROXIES = new ArrayList<>();

    private final Map<Page, Integer> streamRequests = new HashMap<>();
    private TcpProxy proxy;

    @BeforeEach
    void standBetween() {
        proxy = TcpProxy.before(BASE);
        PROXIES.add(proxy);
    }

    /** Not before their pages, which would complain. */
    @AfterAll
    static void goAway() {
        PROXIES.forEach(TcpProxy::close);
    }

    @Test
    void eightTabsAreLiveOverOneConnection() {
        var tabs = openTabs(browser().desktop(), TABS);
        assertThat(proxy.mostStreams()).as("streams at the same time").isEqualTo(1);
        assertThat(proxy.allStreams()).as("streams in all").isEqualTo(1);

        // the page's other requests are answered, from any of the tabs
        tabs.get(5).locator("#add-photos").setInputFiles(jpeg("from-the-page.jpg", picture()));
        join(tabs).send("from-a-phone.jpg", picture());
        for (var tab : tabs) {
            assertThat(tab.locator(".tile[data-state=ready]")).hasCount(2);
            assertThat(tab.evaluate("async () => (await fetch('api/health/live')).status"))
                    .isEqualTo(200);
            tab.waitForFunction(ALL_IS_SEEN);
        }
        assertThat(proxy.streams()).isEqualTo(1);
        assertThat(proxy.allStreams()).isEqualTo(1);

        tabs.get(3).locator("[data-action=end-dock]").click();
        tabs.get(3).locator("[data-action=confirm-yes]").click();
        for (var tab : tabs) {
            assertThat(tab.locator("#ended-title")).hasText("This dock was closed");
        }
        tabs.get(0).waitForFunction(NO_LOCKS);
        assertThat(streamRequests.values()).as("nobody asks for what has ended").containsExactly(1);
    }

    @Test
    void whenTheLeaderGoesTheNextGoesOn() throws InterruptedException {
        var tabs = new ArrayList<>(openTabs(browser().desktop(), TABS));
        var phone = join(tabs);
        record(tabs);
        var names = new ArrayList<String>();
        for (int round = 0; round < 4; round++) {
            // Photos come without a pause while one tab goes and another takes over.
            int from = names.size();
            IntStream.range(from, from + PHOTOS_OF_A_ROUND).forEach(number -> names.add("photo-" + number + ".jpg"));
            var passing = List.copyOf(names.subList(from, names.size() - 1));
            var sentAt = new ConcurrentSkipListSet<Long>();
            var sender = new Thread(() -> passing.forEach(name -> {
                phone.send(name, picture());
                sentAt.add(System.currentTimeMillis());
            }));
            sender.start();
            var leader = leader(tabs);
            tabs.remove(leader);
            leader.close();
            long goneAt = System.currentTimeMillis();
            sender.join();
            var next = names.get(names.size() - 1);
            phone.send(next, picture());
            sentAt.add(System.currentTimeMillis());
            // What the phone takes for a photo is not the tabs' time.
            long firstAt = sentAt.ceiling(goneAt);
            for (var tab : tabs) {
                tab.waitForFunction(IS_HEARD, next);
                long heardAt = ((Number) tab.evaluate(FIRST_HEARD_SINCE, (double) goneAt)).longValue();
                assertThat(Duration.ofMillis(heardAt - firstAt)).isLessThan(TAKEOVER_LIMIT);
            }
            assertThat(leaders(tabs)).hasSize(1);
        }
        allHeardAllOnce(tabs, names);
        assertThat(proxy.streams()).isEqualTo(1);
    }

    /** A frozen page hears nothing and must not lead; awake again it has missed nothing. */
    @Test
    void aTabThatSleepsHandsOverAndCatchesUp() {
        var tabs = openTabs(browser().desktop(), 3);
        var phone = join(tabs);
        record(tabs);
        var leader = leader(tabs);
        var others = tabs.stream().filter(tab -> tab != leader).toList();
        phone.send("before.jpg", picture());
        allHeardAllOnce(tabs, List.of("before.jpg"));

        lifecycle(leader, "frozen");
        phone.send("meanwhile.jpg", picture());
        allHeardAllOnce(others, List.of("before.jpg", "meanwhile.jpg"));
        lifecycle(leader, "active");
        phone.send("after.jpg", picture());
        allHeardAllOnce(tabs, List.of("before.jpg", "meanwhile.jpg", "after.jpg"));
        assertThat(proxy.streams()).isEqualTo(1);
    }

    /** A tab can hang without a word. Another one, looked at, asks it, waits a while and takes the lock away. */
    @Test
    void aTabThatHangsIsDeposed() {
        var tabs = openTabs(browser().desktop(), 3);
        var phone = join(tabs);
        record(tabs);
        var leader = leader(tabs);
        var others = tabs.stream().filter(tab -> tab != leader).toList();
        leader.evaluate(IS_STUCK_FOR_8_S);
        others.get(0).evaluate("() => document.dispatchEvent(new Event('visibilitychange'))");
        phone.send("meanwhile.jpg", picture());
        for (var tab : others) {
            tab.waitForFunction(IS_HEARD, "meanwhile.jpg");
        }
        assertThat(leaders(others)).hasSize(1);
        phone.send("after.jpg", picture());
        allHeardAllOnce(tabs, List.of("meanwhile.jpg", "after.jpg"));
        Condition.await("the hanging tab to let go", LIMIT, () -> proxy.streams() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete Navigator.prototype.locks", "delete window.BroadcastChannel"})
    void withoutWhatSharingTakesEachTabHasItsOwn(String poorer) {
        var context = browser().desktop();
        context.addInitScript(poorer);
        var tabs = openTabs(context, 3);
        assertThat(proxy.streams()).isEqualTo(3);
        join(tabs).send("one.jpg", picture());
        for (var tab : tabs) {
            assertThat(tab.locator(".tile[data-state=ready]")).hasCount(1);
        }
    }

    @Test
    void thePhonesTabsShareToo() {
        var dock = WireDock.open(BASE);
        var link = proxy.base() + dock.link().substring(BASE.toString().length());
        var context = browser().phone();
        var first = open(context, link);
        assertThat(first.locator("html")).hasAttribute("data-stream", "live");
        var second = open(context, link);
        assertThat(second.locator("html")).hasAttribute("data-stream", "live");
        assertThat(proxy.mostStreams()).isEqualTo(1);
        first.locator("#choose-photos").setInputFiles(jpeg("one.jpg", picture()));
        assertThat(second.locator("[data-state=sent]")).hasCount(1);
    }

    private List<Page> openTabs(BrowserContext context, int count) {
        context.onRequest(request -> {
            if (request.url().endsWith("/events")) {
                streamRequests.merge(request.frame().page(), 1, Integer::sum);
            }
        });
        var tabs = IntStream.range(0, count)
                .mapToObj(any -> {
                    var tab = open(context, proxy.base().toString());
                    assertThat(tab.locator("html")).hasAttribute("data-stream", "live");
                    return tab;
                })
                .toList();
        for (var tab : tabs) {
            assertThat(tab.locator("html")).hasAttribute("data-stream", "live");
        }
        return tabs;
    }

    /** The tab that asked for the stream, of those that are left. */
    private Page leader(List<Page> tabs) {
        assertThat(leaders(tabs)).hasSize(1);
        return leaders(tabs).get(0);
    }

    private List<Page> leaders(List<Page> tabs) {
        return tabs.stream().filter(streamRequests::containsKey).toList();
    }

    private static void record(List<Page> tabs) {
        for (var tab : tabs) {
            var dock = tab.evaluate("() => JSON.parse(localStorage.getItem('snapdock.dock'))");
            tab.evaluate(RECORD, "api/docks/" + dock + "/events");
            tab.waitForFunction("() => window.heard.length > 0");
        }
    }

    private static void allHeardAllOnce(List<Page> tabs, List<String> names) {
        for (var tab : tabs) {
            tab.waitForFunction(IS_HEARD, names.get(names.size() - 1));
            assertThat(tab.evaluate(PHOTOS_HEARD)).isEqualTo(names);
            assertThat((List<?>) tab.evaluate(IDS_HEARD)).doesNotHaveDuplicates();
            assertThat(tab.locator(".tile[data-state=ready] .tile-name")).hasText(names.toArray(String[]::new));
        }
    }

    private static void lifecycle(Page page, String state) {
        var arguments = new JsonObject();
        arguments.addProperty("state", state);
        var session = page.context().newCDPSession(page);
        session.send("Page.setWebLifecycleState", arguments);
        session.detach();
    }

    private static WirePhone join(List<Page> tabs) {
        return WirePhone.join(BASE, tabs.get(0).locator("#join-link").inputValue(), "Ana’s phone");
    }

    /** Another one each time: a dock takes the same picture once. */
    private static byte[] picture() {
        return Pictures.jpegOfSize(20_000 + PICTURES.incrementAndGet());
    }
}
