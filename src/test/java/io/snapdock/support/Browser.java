package io.snapdock.support;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The headless Chromium of this machine, and what tests do with it again and again: contexts for a desktop and a phone,
 * screenshots of each state, accessibility. One for each test class; contexts are cheap, browsers are not. Like
 * Playwright itself it belongs to one thread.
 */
public final class Browser implements AutoCloseable {
    /** The first is Chromium without a window: the same pages for half of the work, most of which is drawing. */
    private static final List<String> CHROMIUM = List.of("/usr/bin/chromium-headless-shell", "/usr/bin/chromium");

    /** What a page shows of a dock lies in the shadow root of its element, into which selectors of scripts do not look. */
    private static final String SHOWN =
            "window.shown = () => document.querySelector('snap-dock')?.shadowRoot ?? document;";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    public Browser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program())
                        .setArgs(List.of(
                                // root has no sandbox; CI may well be root
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                // no look-ups of hosts that have nothing to do with the test
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    private static Path program() {
        var named = System.getenv("CHROMIUM");
        return Stream.concat(Stream.ofNullable(named), CHROMIUM.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No Chromium is there, see src/test/setup/browser.sh"));
    }

    /** A desktop of 1280 × 800 in English, light. */
    public BrowserContext desktop() {
        return desktop("en-GB", ColorScheme.LIGHT);
    }

    public BrowserContext desktop(String language, ColorScheme scheme) {
        return context(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setLocale(language)
                .setColorScheme(scheme)
                .setAcceptDownloads(true));
    }

    /** A phone of 390 × 844 with touch, in English, light. */
    public BrowserContext phone() {
        return phone("en-GB", ColorScheme.LIGHT);
    }

    public BrowserContext phone(String language, ColorScheme scheme) {
        return context(phoneOptions(390, 844).setLocale(language).setColorScheme(scheme));
    }

    /** A phone of another size, such as 320 × 568. */
    public BrowserContext phone(int width, int height) {
        return context(phoneOptions(width, height).setLocale("en-GB"));
    }

    private static com.microsoft.playwright.Browser.NewContextOptions phoneOptions(int width, int height) {
        return new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setIsMobile(true);
    }

    /** For what the others do not offer. */
    public BrowserContext context(com.microsoft.playwright.Browser.NewContextOptions options) {
        var context = chromium.newContext(options);
        context.setDefaultTimeout(15_000);
        return context;
    }

    /** Opens a page and writes down what it complains about: give {@link Watched#complaints()} to an assertion at the end. */
    public static Watched open(BrowserContext context, String url) {
        var page = context.newPage();
        var complaints = new ArrayList<String>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text() + " (" + message.location() + ")");
            }
        });
        page.onPageError(error -> complaints.add("uncaught: " + error));
        page.addInitScript(SHOWN);
        page.navigate(url);
        return new Watched(page, complaints);
    }

    /**
     * A page and what it complained about so far.
     *
     * @param complaints console errors and warnings (violations of the CSP are among them) and uncaught exceptions
     */
    public record Watched(Page page, List<String> complaints) {}

    /** Writes {@code target/screens/<server>/<name>.png}, the whole page. */
    public static byte[] screenshot(Page page, String name) {
        return page.screenshot(
                new Page.ScreenshotOptions().setPath(Screens.file(name)).setFullPage(true));
    }

    /**
     * What axe finds on the page as it is now, one line for each violation. Empty for an accessible page. Animations
     * must have ended, or axe measures colours half-way.
     */
    public static List<String> accessibilityViolations(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream().map(Browser::describe).toList();
    }

    private static String describe(Rule rule) {
        var where =
                rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
        return rule.getId() + ": " + rule.getHelp() + " " + where;
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
