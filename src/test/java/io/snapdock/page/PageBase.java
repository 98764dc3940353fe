package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Browser;
import io.snapdock.support.ServerIT;
import io.snapdock.support.TcpProxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A browser for the class; for each test the pages that it opened, which must not have complained in the console. */
abstract class PageBase extends ServerIT {
    static final String DESKTOP = BASE.toString();

    private static Browser browser;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<Browser.Watched> pages = new ArrayList<>();
    private final List<TcpProxy> ways = new ArrayList<>();
    private boolean provokesNetworkFaults;

    @BeforeAll
    static void startBrowser() {
        browser = new Browser();
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @AfterEach
    void nothingComplained() {
        contexts.forEach(BrowserContext::close);
        ways.forEach(TcpProxy::close);
        assertThat(pages)
                .allSatisfy(page -> assertThat(page.complaints())
                        .filteredOn(complaint -> !isTolerated(complaint))
                        .isEmpty());
    }

    private boolean isTolerated(String complaint) {
        // Chromium's word on every page that has neither TLS nor the host localhost, as is usual in a LAN
        return complaint.contains("Cross-Origin-Opener-Policy header has been ignored")
                || (provokesNetworkFaults && complaint.contains("Failed to load resource"));
    }

    static Browser browser() {
        return browser;
    }

    /** The browser writes a line of its own about each request that failed; this test makes some fail. */
    void provokeNetworkFaults() {
        provokesNetworkFaults = true;
    }

    /** Opens a page in a context that ends with the test. */
    Page open(BrowserContext context, String url) {
        if (!contexts.contains(context)) {
            contexts.add(context);
        }
        var watched = Browser.open(context, url);
        pages.add(watched);
        return watched.page();
    }

    /** A way to the server for one page, which {@link SlowNetwork} can cut. */
    TcpProxy way() {
        var way = TcpProxy.before(BASE);
        ways.add(way);
        return way;
    }

    /** The desktop's page with a dock, its stream and its link. */
    Page openDesktop() {
        var desktop = open(browser().desktop(), DESKTOP);
        assertThat(desktop.locator("html")).hasAttribute("data-stream", "live");
        assertThat(desktop.locator("#join-link")).hasValue(Pattern.compile(".+"));
        return desktop;
    }

    /** The desktop's join link at this machine's own name, where all that browsers allow in secure contexts is to be had. */
    static String linkOf(Page desktop) {
        return linkOf(desktop, BASE);
    }

    /** The same by another way. */
    static String linkOf(Page desktop, URI base) {
        var link = desktop.locator("#join-link").inputValue();
        return base + link.substring(link.lastIndexOf("p#"));
    }

    static Locator tiles(Page page, String state) {
        return page.locator(".tile[data-state=" + state + "]");
    }

    static FilePayload jpeg(String name, byte[] bytes) {
        return new FilePayload(name, "image/jpeg", bytes);
    }
}
