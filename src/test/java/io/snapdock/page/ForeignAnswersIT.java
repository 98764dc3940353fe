package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Pictures;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is not Snapdock's own word is passing: each call of both pages first gets the answer of somebody else, as a server
 * that starts, a proxy whose server is away or a network that wants a sign-in gives it. Nobody touches the pages.
 */
@Tag("page")
class ForeignAnswersIT extends PageBase {

    /** Answers that are not Snapdock's. */
    enum Foreign {
        STARTING(404, "text/html", "<html><body><h1>HTTP Status 404 - Not Found</h1></body></html>"),
        GATEWAY(502, "text/html", "<html><body>502 Bad Gateway</body></html>"),
        PORTAL(200, "text/html", "<html><body>Accept the terms of this network</body></html>"),
        SIGN_IN(302, "text/html", ""),
        FIREWALL(403, "application/json", "{\"code\": \"forbidden\", \"message\": \"Request blocked\"}"),
        CUT(200, "application/json", "{\"id\": \"abc");

        private final int status;
        private final String type;
        private final String body;

        Foreign(int status, String type, String body) {
            this.status = status;
            this.type = type;
            this.body = body;
        }

        private void answer(Route route) {
            var headers = status == 302
                    ? Map.of("Content-Type", type, "Location", BASE + "icon.svg")
                    : Map.of("Content-Type", type);
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(status)
                    .setHeaders(headers)
                    .setBody(body));
        }
    }

    private final Looks look = new Looks();
    private final Set<String> asked = new HashSet<>();

    @BeforeEach
    void othersAnswer() {
        provokeNetworkFaults();
    }

    @AfterEach
    void looksRight() {
        look.assertFaultless();
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "PORTAL", "SIGN_IN"})
    void aPhoneWaitsForTheServerItself(Foreign foreign) {
        var dock = WireDock.open(BASE);
        var context = browser().phone(320, 568);
        firstFrom(foreign, context);
        var page = open(context, dock.link());
        assertThat(page.locator("#status")).hasText("Ready for your photos");
        page.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", Pictures.jpegOfSize(700_000)));
        assertThat(page.locator("#status")).hasText("Your photo has arrived");
        assertThat(asked).contains("POST phones", "GET events", "POST uploads", "HEAD upload", "PATCH upload");
        assertThat(dock.snapshot().getJsonArray("photos")).hasSize(1);
        page.locator("[data-action=remove]").tap();
        page.locator("[data-action=confirm-remove]").tap();
        assertThat(page.locator(".upload")).hasCount(0);
        assertThat(asked).contains("DELETE photo");
        assertThat(dock.snapshot().getJsonArray("photos")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GATEWAY", "FIREWALL", "CUT"})
    void aDesktopWaitsForTheServerItself(Foreign foreign) {
        var context = browser().desktop();
        firstFrom(foreign, context);
        var page = open(context, DESKTOP);
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        page.locator("#add-photos").setInputFiles(new FilePayload[] {
            jpeg("one.jpg", Pictures.jpegOfSize(200_000)), jpeg("two.jpg", Pictures.jpegOfSize(201_000))
        });
        assertThat(tiles(page, "ready")).hasCount(2);
        var second = tiles(page, "ready").nth(1).getAttribute("data-photo-id");
        page.locator(".tile-open").nth(1).focus();
        page.keyboard().press("Alt+ArrowLeft");
        page.waitForCondition(() -> asked.contains("PUT order"));
        page.reload();
        assertThat(tiles(page, "ready").first()).hasAttribute("data-photo-id", second);
        tiles(page, "ready").first().locator("[data-action=remove]").click();
        page.locator("[data-action=confirm-remove]").click();
        assertThat(tiles(page, "ready")).hasCount(1);
        assertThat(page.locator(".notice")).hasCount(0);
        assertThat(asked).contains("POST docks", "GET dock", "GET i18n", "PUT order", "DELETE photo");
    }

    @Test
    void thePersonIsToldWhatIsTheMatter() {
        var dock = WireDock.open(BASE);
        var context = browser().phone(320, 568);
        context.route("**/phones", Foreign.PORTAL::answer);
        var phone = open(context, dock.link());
        assertThat(phone.locator("#status")).hasText("Could not connect");
        assertThat(phone.locator("#status-detail")).containsText("It goes on by itself");
        look.at(phone, "foreign-01-phone-joining");
        context.unrouteAll();
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        phone.route("**/uploads", Foreign.STARTING::answer);
        phone.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", Pictures.jpegOfSize(200_000)));
        assertThat(phone.locator(".upload-note")).containsText("The server itself does not answer. Trying again in");
        assertThat(phone.locator("#status")).hasText("No connection right now");
        look.at(phone, "foreign-02-phone-sending");

        var desktop = browser().desktop();
        desktop.route("**/api/docks", Foreign.GATEWAY::answer);
        var page = open(desktop, DESKTOP);
        assertThat(page.locator("#failed-title")).hasText("No dock could be opened yet");
        assertThat(page.locator("#failed-text")).containsText("It goes on by itself");
        look.at(page, "foreign-03-desktop");
        desktop.unrouteAll();
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
    }

    /** The first request of each kind is answered by somebody else. */
    private void firstFrom(Foreign foreign, BrowserContext context) {
        context.route(Pattern.compile(".*/(api/.*|i18n/en\\.json)$"), route -> {
            if (asked.add(kindOf(route))) {
                foreign.answer(route);
            } else {
                route.resume();
            }
        });
    }

    private static String kindOf(Route route) {
        var request = route.request();
        var path = request.url().replaceFirst(".*?/api/", "").replaceFirst("[?].*", "");
        var what = path.matches(".*i18n.*")
                ? "i18n"
                : path.matches("docks")
                        ? "docks"
                        : path.matches("docks/[^/]+")
                                ? "dock"
                                : path.matches(".*/uploads/[^/]+")
                                        ? "upload"
                                        : path.matches(".*/photos/(?!order)[^/]+")
                                                ? "photo"
                                                : path.replaceFirst(".*/", "");
        return request.method() + " " + what;
    }
}
