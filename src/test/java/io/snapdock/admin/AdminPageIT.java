package io.snapdock.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.snapdock.page.Looks;
import io.snapdock.support.Browser;
import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.HookReceiver;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import io.snapdock.support.TcpProxy;
import jakarta.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The administrator's page, on a server of its own: what it shows are all docks, and the first of them is none. */
@Tag("own-server")
@Tag("page")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdminPageIT {
    private static final String ADMIN_KEY = "admin-key-of-the-page";
    private static final String API_KEY = "api-key-of-the-page-1";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static HookReceiver receiver;
    private static ServerProcess server;
    private static Browser browser;
    private static DockClient client;

    private final Looks look = new Looks();
    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void start() {
        receiver = new HookReceiver();
        server = ServerProcess.start(
                "admin-page",
                Map.of(
                        "snapdock.admin-key",
                        ADMIN_KEY,
                        "snapdock.api-key",
                        API_KEY,
                        "snapdock.webhook.url",
                        receiver.url(),
                        "snapdock.webhook.key",
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "snapdock.trusted-proxies",
                        "127.0.0.1,0:0:0:0:0:0:0:1"));
        browser = new Browser();
        client = new DockClient(server.base());
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.assertLogClean();
        server.close();
        receiver.close();
    }

    @AfterEach
    void looksRight() {
        contexts.forEach(BrowserContext::close);
        look.assertFaultless();
    }

    /** Before any other test has opened a dock. */
    @Test
    @Order(1)
    void theKeyOpensAnEmptyBoard() {
        var opened = open("en-GB", server.base().toString());
        var page = opened.page();
        List<String> addresses = new ArrayList<>();
        page.onRequest(request -> addresses.add(request.url()));
        assertThat(page.locator("#key")).isFocused();
        look.at(page, "admin-01-door");
        page.locator("#key").fill("not-the-key-of-this-server");
        page.keyboard().press("Enter");
        assertThat(page.locator("#door-error")).hasText("This is not the administrator’s key.");
        assertThat(page.locator("#key")).isFocused();
        assertThat(page.locator("#board")).isHidden();

        enter(page);
        assertThat(page.locator("snap-dock-table .nothing")).containsText("No docks yet");
        assertThat(page.locator("snap-delivery-table .nothing")).containsText("Nothing was sent yet");
        assertThat(figure(page, "openDocks")).hasText("0");
        assertThat(figure(page, "free")).hasText(Pattern.compile("[0-9]"));
        look.at(page, "admin-02-empty");

        page.reload();
        assertThat(page.locator("#board")).isVisible();
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        assertThat(page.evaluate("() => JSON.stringify(localStorage) + document.cookie"))
                .asString()
                .doesNotContain(ADMIN_KEY);
        page.locator("[data-action=leave]").click();
        assertThat(page.locator("#key")).isFocused();
        assertThat(page.locator("#key")).hasValue("");
        page.reload();
        assertThat(page.locator("#door")).isVisible();
        assertThat(page.evaluate("() => JSON.stringify(sessionStorage)"))
                .asString()
                .doesNotContain(ADMIN_KEY);
        assertThat(addresses).isNotEmpty().noneMatch(address -> address.contains("key-of"));
        assertThat(opened.complaints()).allMatch(complaint -> complaint.contains("403"));
    }

    @Test
    @Order(2)
    void whatHappensIsShownAtOnce() {
        var opened = open("en-GB", server.base().toString());
        var page = opened.page();
        enter(page);
        var dock = client.open("{\"title\": \"Holiday\"}");
        var row = row(page, dock);
        assertThat(row.locator(".name")).hasText("Holiday");
        assertThat(row.locator(".badge")).hasText("Open");
        assertThat(row.locator(".of-end time")).hasText(Pattern.compile("in (29|30) minutes"));

        var phone = dock.join("Ana");
        try (var stream = dock.events(phone.key())) {
            stream.next("snapshot");
            assertThat(row.locator(".of-phones")).containsText("1 connected");
            assertThat(figure(page, "phones")).hasText("1");
            dock.send(phone.key(), Pictures.jpeg(64, 48), "?name=secret-name.jpg")
                    .expect(201);
            assertThat(row.locator(".of-photos")).containsText(Pattern.compile("1 photo, [0-9.]+ (byte|kB)"));
            dock.beginUpload(1_000);
            assertThat(row.locator(".of-photos")).containsText("1 on its way");
            assertThat(figure(page, "uploads")).hasText("1");
        }

        row.locator("[data-action=end-dock]").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-action=confirm-no]")).isFocused();
        look.at(page, "admin-03-end");
        page.keyboard().press("Escape");
        assertThat(row.locator("[data-action=end-dock]")).isFocused();
        row.locator("[data-action=end-dock]").click();
        page.locator("[data-action=confirm-yes]").click();
        assertThat(row.locator(".badge")).hasText("Closed");
        assertThat(row.locator("[data-action=end-dock]")).isHidden();
        dock.owner("GET", "").send().expectProblem(404, "dock-unavailable");
        assertThat(page.content()).doesNotContain("secret-name").doesNotContain(dock.joinKey());
        assertThat(opened.complaints()).isEmpty();
    }

    @Test
    @Order(4)
    void docksAreFound() {
        List<OpenDock> docks = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            docks.add(client.open("{\"title\": \"Find %d me\"}".formatted(i)));
        }
        var page = open("en-GB", server.base().toString()).page();
        enter(page);
        assertThat(rows(page)).hasCount(20);
        page.locator("snap-dock-table [data-action=more]").click();
        assertThat(row(page, docks.get(0))).hasCount(1);
        page.locator("#dock-search").fill("FIND 7");
        assertThat(rows(page)).hasCount(1);
        client.open("{\"title\": \"nothing of it\"}");
        var another = client.open("{\"title\": \"find 7 again\"}");
        assertThat(row(page, another)).hasCount(1);
        assertThat(rows(page)).hasCount(2);
        page.locator("#dock-search").fill("nobody's");
        assertThat(page.locator("snap-dock-table .nothing")).containsText("No dock fits");
        page.locator("#dock-search").fill("");
        page.locator("#dock-state").selectOption("CLOSED");
        assertThat(rows(page)).not().hasCount(0);
        assertThat(page.locator("snap-dock-table tr[data-state=OPEN]")).hasCount(0);
        docks.get(3).owner("DELETE", "").send().expect(204);
        assertThat(row(page, docks.get(3)).locator(".badge")).hasText("Closed");
        docks.forEach(dock -> client.call("DELETE", "api/admin/docks/" + dock.id())
                .key(ADMIN_KEY)
                .send());
    }

    @Test
    @Order(3)
    void messagesAreTriedAgain() {
        receiver.goDown();
        try {
            var page = open("en-GB", server.base().toString()).page();
            enter(page);
            var dock = hosts("damage-4711", "Hail on the roof");
            dock.photo(Pictures.jpeg(320, 240), "");
            hosts("damage-4712", "A tree on the car").join("Ana");
            var first = page.locator("snap-delivery-table tr[data-id]")
                    .filter(new Locator.FilterOptions()
                            .setHas(page.locator("td.of-dock:has-text('" + dock.id() + "')")))
                    .filter(new Locator.FilterOptions().setHasText("dock.opened"));
            // So long a pause follows the third try, and not before.
            assertThat(first.locator(".of-next time")).hasText(Pattern.compile("in [1-9][0-9] seconds"), patiently());
            assertThat(first.locator(".of-tries")).containsText("The host answered 503");
            assertThat(figure(page, "messages")).not().hasText("0");
            look.at(page, "admin-04-board");
            page.setViewportSize(840, 900);
            look.at(page, "admin-05-tablet");
            page.setViewportSize(2200, 1000);
            look.at(page, "admin-06-wide");
            page.setViewportSize(1280, 800);

            receiver.comeBack();
            int before = receiver.taken().size();
            first.locator("[data-action=send-again]").click();
            assertThat(first.locator(".badge")).hasText("Taken");
            assertThat(first.locator("[data-action=send-again]")).isHidden();
            Condition.await("it came", LIMIT, () -> receiver.taken().size() > before);
            first.locator("[data-action=find-dock]").click();
            assertThat(rows(page)).hasCount(1);
            assertThat(rows(page).locator(".name")).hasText("Hail on the roof");
            page.locator("#message-state").selectOption("GIVEN_UP");
            assertThat(page.locator("snap-delivery-table .nothing")).containsText("No such message");
        } finally {
            receiver.comeBack();
        }
    }

    @Test
    @Order(5)
    void aPhoneHoldsItAll() {
        var dock = hosts("damage-4713-with-a-name-that-is-as-long-as-names-of-hosts-may-be-and-goes-on-and-on", "屋頂冰雹");
        var page = open("zh-TW", server.base().toString()).page();
        page.setViewportSize(320, 700);
        enter(page);
        assertThat(page.locator("h1")).hasText("管理");
        assertThat(row(page, dock).locator(".badge")).hasText("開啟");
        look.at(page, "admin-07-narrow");
    }

    @Test
    @Order(6)
    void aCutLineIsSaidAndWhatWasMissedIsShown() {
        try (var way = TcpProxy.before(server.base())) {
            var page = open("en-GB", way.base().toString()).page();
            enter(page);
            way.cut();
            assertThat(page.locator("snap-stream-state")).hasAttribute("data-state", "retrying");
            var missed = client.open("{\"title\": \"Missed\"}");
            way.mend();
            assertThat(page.locator("html")).hasAttribute("data-stream", "live", longer());
            assertThat(row(page, missed).locator(".name")).hasText("Missed");
            page.context().close();
        }
    }

    private static LocatorAssertions.HasTextOptions patiently() {
        return new LocatorAssertions.HasTextOptions().setTimeout(30_000);
    }

    private static LocatorAssertions.HasAttributeOptions longer() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(30_000);
    }

    private Browser.Watched open(String language, String base) {
        var context = browser.desktop(language, ColorScheme.LIGHT);
        contexts.add(context);
        return Browser.open(context, base + "admin");
    }

    private static void enter(Page page) {
        page.locator("#key").fill(ADMIN_KEY);
        page.locator("#door [type=submit]").click();
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        assertThat(page.locator("#board")).isVisible();
    }

    private static Locator figure(Page page, String name) {
        return page.locator("[data-figure=" + name + "] .figure-value");
    }

    private static Locator rows(Page page) {
        return page.locator("snap-dock-table tr[data-id]");
    }

    private static Locator row(Page page, OpenDock dock) {
        return page.locator("snap-dock-table tr[data-id='" + dock.id() + "']");
    }

    /** A host's dock that has a reference. */
    private static OpenDock hosts(String ref, String title) {
        var opened = client.call("PUT", "api/docks/by-ref/" + ref)
                .key(API_KEY)
                .json(Json.createObjectBuilder().add("title", title).build().toString())
                .send()
                .expect(201)
                .json();
        return new OpenDock(
                client,
                Json.createObjectBuilder(opened).add("ownerKey", API_KEY).build());
    }
}
