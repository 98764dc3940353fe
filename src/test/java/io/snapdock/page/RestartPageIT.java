package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.snapdock.support.Browser;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server goes and comes back between two photos; nobody at the pages does anything about it. */
@Tag("own-server")
class RestartPageIT {
    /** The pages try again after half a minute at the latest. */
    private static final double NEXT_TRY_MS = 45_000;

    @Test
    void nothingIsLostAndTheStreamsComeBack() {
        try (var server = ServerProcess.start("restart-page");
                var browser = new Browser()) {
            var desktop = Browser.open(browser.desktop(), server.base().toString());
            assertThat(desktop.page().locator("html")).hasAttribute("data-stream", "live");
            var link = desktop.page().locator("#join-link").inputValue();
            var phone = Browser.open(browser.phone(), server.base() + link.substring(link.lastIndexOf("p#")));
            assertThat(phone.page().locator("html")).hasAttribute("data-stream", "live");
            var first = Pictures.jpeg(640, 480, 6);
            var second = Pictures.jpeg(480, 640);

            send(phone.page(), "first.jpg", first);
            assertThat(desktop.page().locator(".tile[data-state=ready]")).hasCount(1);

            server.restart();
            for (var page : List.of(desktop.page(), phone.page())) {
                assertThat(page.locator("html"))
                        .hasAttribute(
                                "data-stream",
                                "live",
                                new LocatorAssertions.HasAttributeOptions().setTimeout(NEXT_TRY_MS));
            }
            send(phone.page(), "second.jpg", second);
            assertThat(desktop.page().locator(".tile[data-state=ready]")).hasCount(2);
            assertThat(phone.page().locator(".upload[data-state=sent]")).hasCount(2);
            assertThat(desktop.page().locator(".phones [data-connected=true]")).hasCount(1);
            assertThat(original(desktop.page(), 0)).isEqualTo(first);
            assertThat(original(desktop.page(), 1)).isEqualTo(second);

            assertThat(desktop.complaints()).allMatch(complaint -> complaint.contains("Failed to load resource"));
            assertThat(phone.complaints()).allMatch(complaint -> complaint.contains("Failed to load resource"));
            server.assertLogClean();
        }
    }

    private static void send(Page phone, String name, byte[] picture) {
        phone.locator("#choose-photos").setInputFiles(PageBase.jpeg(name, picture));
    }

    private static byte[] original(Page desktop, int place) {
        var save = desktop.locator(".tile [data-action=save]").nth(place).getAttribute("href");
        return desktop.request().get(desktop.url() + save).body();
    }
}
