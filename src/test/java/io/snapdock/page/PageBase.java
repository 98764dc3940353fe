package io.snapdock.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Browser;
import io.snapdock.support.ServerIT;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A browser for the class; for each test the pages that it opened, which must not have complained in the console. */
abstract class PageBase extends ServerIT {
    static final String DESKTOP = BASE.toString();

    private static Browser browser;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<Browser.Watched> pages = new ArrayList<>();
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

    static FilePayload jpeg(String name, byte[] bytes) {
        return new FilePayload(name, "image/jpeg", bytes);
    }
}
