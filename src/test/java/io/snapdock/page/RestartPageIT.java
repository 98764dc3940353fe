package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.snapdock.support.Browser;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server goes and comes back, in order and by {@code kill -9}; nobody at the pages does anything about it. */
@Tag("own-server")
@Tag("page")
class RestartPageIT {
    /** The pages try again after a quarter of a minute at the latest. */
    private static final double NEXT_TRY_MS = 45_000;

    /** Ten seconds, and two for a machine that is busy. */
    private static final double NOTICED_MS = 12_000;

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

            hungInTheMiddleOfASend(server, desktop.page(), phone.page());
            killedInTheMiddleOfASend(server, desktop.page(), phone.page());

            assertThat(desktop.complaints()).allMatch(complaint -> complaint.contains("Failed to load resource"));
            assertThat(phone.complaints()).allMatch(complaint -> complaint.contains("Failed to load resource"));
            server.assertLogClean();
        }
    }

    /** A process that stands still keeps its connections, so nothing ends that could be noticed. */
    private static void hungInTheMiddleOfASend(ServerProcess server, Page desktop, Page phone) {
        var slow = SlowNetwork.of(phone);
        send(phone, "hung.jpg", Pictures.jpegOfSize(2_000_000));
        assertThat(desktop.locator("#status-detail")).containsText("minute");
        signal(server, "STOP");
        try {
            var within = new LocatorAssertions.HasAttributeOptions().setTimeout(NOTICED_MS);
            assertThat(desktop.locator("html"))
                    .hasAttribute("data-stream", Pattern.compile("retrying|connecting"), within);
            assertThat(phone.locator("html"))
                    .hasAttribute("data-stream", Pattern.compile("retrying|connecting"), within);
            assertThat(desktop.locator("#status-detail")).containsText("The server does not answer.");
            assertThat(phone.locator("#status")).hasText("No connection right now");
        } finally {
            signal(server, "CONT");
        }
        slow.end();
        assertThat(desktop.locator(".tile[data-state=ready]"))
                .hasCount(3, new LocatorAssertions.HasCountOptions().setTimeout(NEXT_TRY_MS));
    }

    private static void signal(ServerProcess server, String name) {
        try {
            int rc = new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()))
                    .start()
                    .waitFor();
            if (rc != 0) {
                throw new AssertionError("kill -" + name + " ended with " + rc);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** Until the server is back its port refuses, and while it starts somebody else answers: Payara with 404 and HTML. */
    private static void killedInTheMiddleOfASend(ServerProcess server, Page desktop, Page phone) {
        var third = Pictures.jpegOfSize(4_000_000);
        var fourth = Pictures.jpegOfSize(4_000_001);
        var slow = List.of(SlowNetwork.of(phone), SlowNetwork.of(desktop));
        send(phone, "third.jpg", third);
        assertThat(desktop.locator(".tile[data-state=uploading]")).hasCount(1);
        desktop.locator("#add-photos").setInputFiles(PageBase.jpeg("fourth.jpg", fourth));
        desktop.waitForFunction("""
                () => {
                  const bars = [...shown().querySelectorAll('.tile[data-state=uploading] progress')];
                  return bars.length === 2 && bars.every(({ position }) => position > 0);
                }
                """);
        server.kill();
        slow.forEach(SlowNetwork::end);
        server.restart();
        assertThat(desktop.locator(".tile[data-state=ready]"))
                .hasCount(5, new LocatorAssertions.HasCountOptions().setTimeout(2 * NEXT_TRY_MS));
        assertThat(phone.locator("#status")).hasText("All 4 photos have arrived");
        assertThat(desktop.locator(".notice")).hasCount(0);
        assertThat(original(desktop, "third.jpg")).isEqualTo(third);
        assertThat(original(desktop, "fourth.jpg")).isEqualTo(fourth);
    }

    private static void send(Page phone, String name, byte[] picture) {
        phone.locator("#choose-photos").setInputFiles(PageBase.jpeg(name, picture));
    }

    private static byte[] original(Page desktop, String name) {
        var save = desktop.locator(".tile [data-action=save][aria-label='Save " + name + "']")
                .getAttribute("href");
        return desktop.request().get(save).body();
    }

    private static byte[] original(Page desktop, int place) {
        var save = desktop.locator(".tile [data-action=save]").nth(place).getAttribute("href");
        return desktop.request().get(save).body();
    }
}
