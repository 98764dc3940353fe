package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each state of the phone's page, on a small phone and on a usual one: it says what to do next, and it looks right. */
@Tag("page")
class PhoneStatesIT extends PageBase {
    private static final byte[] LANDSCAPE = Pictures.jpeg(800, 600);
    private static final byte[] PORTRAIT = Pictures.jpeg(800, 600, 6);
    private static final byte[] TEXT = "This is no picture.".getBytes(StandardCharsets.US_ASCII);

    private final Looks look = new Looks();

    @AfterEach
    void looksRight() {
        look.assertFaultless();
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390})
    void fromReadyToClosed(int width) {
        provokeNetworkFaults();
        var dock = WireDock.open(BASE);
        var page = open(phone(width), dock.link());
        assertThat(status(page)).hasText("Ready for your photos");
        assertThat(page.locator("#linked")).containsText("Linked to localhost:" + BASE.getPort());
        assertThat(page.locator("#linked")).containsText("the code on your own screen");
        assertThat(page).hasURL(Pattern.compile(".*#" + dock.id() + "$"));
        look.at(page, name(width, "01-ready"));

        var network = SlowNetwork.of(page);
        choose(
                page,
                jpeg("IMG_0001.jpg", LANDSCAPE),
                jpeg("IMG_0002.jpg", Pictures.jpegOfSize(3_000_000)),
                jpeg("IMG_0003.jpg", PORTRAIT));
        assertThat(rows(page, "sending")).not().hasCount(0);
        assertThat(status(page)).hasText(Pattern.compile("Sending [1-3] of 3"));
        assertThat(page.locator("#status-detail")).hasText("Keep this page open until all have arrived.");
        page.waitForFunction("() => document.querySelector('.upload[data-state=sending] progress')?.value > 20_000");
        look.at(page, name(width, "02-sending"));

        network.end();
        assertThat(status(page)).hasText("All 3 photos have arrived");
        assertThat(page.locator("#status-detail")).hasText("You can go back to your computer, or send more.");
        look.at(page, name(width, "03-sent"));

        rows(page, "sent").first().locator("[data-action=remove]").tap();
        assertThat(page.locator(".upload-question")).containsText("Remove it from the computer too?");
        look.at(page, name(width, "04-confirm-remove"));
        page.locator("[data-action=keep]").tap();

        dock.removePhoto(rows(page, "sent").nth(1).getAttribute("data-photo-id"));
        assertThat(rows(page, "removed")).containsText("Removed on the computer");
        choose(page, jpeg("not-a-picture.jpg", TEXT));
        assertThat(status(page)).hasText("1 photo was not sent");
        assertThat(rows(page, "failed")).containsText("Choose a JPEG, PNG, WebP, GIF, HEIC or AVIF.");
        look.at(page, name(width, "05-failed"));

        dock.close();
        assertThat(status(page)).hasText("This link has ended");
        assertThat(page.locator("#pickers")).isHidden();
        look.at(page, name(width, "06-closed"));
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390})
    void withoutLink(int width) {
        var page = open(phone(width), DESKTOP + "p");
        assertThat(status(page)).hasText("Scan the code on your computer");
        look.at(page, name(width, "07-no-link"));
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390})
    void joiningFails(int width) {
        provokeNetworkFaults();
        var context = phone(width);
        context.route("**/phones", Route::abort);
        var page = open(context, WireDock.open(BASE).link());
        assertThat(status(page)).hasText("Could not connect");
        assertThat(page.locator("#status-detail")).containsText("Check that this device is in the same network");
        look.at(page, name(width, "08-not-joined"));
        page.locator("[data-action=join-again]").tap();
        assertThat(page.locator("#status-detail")).containsText("It goes on by itself.");
        context.unrouteAll();
        assertThat(status(page)).hasText("Ready for your photos");
    }

    @Test
    void aLinkThatHasEnded() {
        provokeNetworkFaults();
        var dock = WireDock.open(BASE);
        dock.close();
        var page = open(phone(390), dock.link());
        assertThat(status(page)).hasText("This link has ended");
        assertThat(page.locator("#status-detail")).containsText("Open a new dock on your computer and scan its code.");
        look.at(page, name(390, "09-ended"));
    }

    @Test
    void withoutNetworkPhotosWaitAndGoByThemselves() {
        provokeNetworkFaults();
        var page = open(phone(390), WireDock.open(BASE).link());
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        page.context().setOffline(true);
        choose(page, jpeg("IMG_0001.jpg", LANDSCAPE));
        assertThat(status(page)).hasText("No connection right now");
        assertThat(rows(page, "waiting")).containsText("Trying again in");
        assertThat(page.locator("snap-stream-state")).isVisible();
        look.at(page, name(390, "10-no-network"));
        page.context().setOffline(false);
        assertThat(status(page)).hasText("Your photo has arrived");
    }

    @Test
    void aReloadShowsWhatWasSentBefore() {
        var page = open(phone(390), WireDock.open(BASE).link());
        assertThat(status(page)).hasText("Ready for your photos");
        choose(page, jpeg("IMG_0001.jpg", PORTRAIT));
        assertThat(status(page)).hasText("Your photo has arrived");
        page.reload();
        assertThat(status(page)).hasText("Your photo has arrived");
        assertThat(rows(page, "sent").locator("img")).isVisible();
        page.locator("[data-action=remove]").tap();
        page.locator("[data-action=confirm-remove]").tap();
        assertThat(status(page)).hasText("Ready for your photos");
    }

    @Test
    void inChinese() {
        provokeNetworkFaults();
        var dock = WireDock.open(BASE);
        var page = open(browser().phone("zh-TW", ColorScheme.LIGHT), dock.link());
        assertThat(page.locator("html")).hasAttribute("lang", "zh-Hant");
        assertThat(status(page)).hasAttribute("data-state", "ready");
        look.at(page, "phone-zh-01-ready");
        choose(page, jpeg("IMG_0001.jpg", LANDSCAPE), jpeg("不是照片.jpg", TEXT));
        assertThat(status(page)).hasAttribute("data-state", "failed");
        look.at(page, "phone-zh-02-failed");
        dock.close();
        assertThat(status(page)).hasAttribute("data-state", "closed");
        look.at(page, "phone-zh-03-closed");
    }

    private static BrowserContext phone(int width) {
        return width == 390 ? browser().phone() : browser().phone(width, 568);
    }

    private static String name(int width, String state) {
        return "phone-" + width + "-" + state;
    }

    private static void choose(Page page, FilePayload... files) {
        page.locator("#choose-photos").setInputFiles(files);
    }

    private static Locator status(Page page) {
        return page.locator("#status");
    }

    private static Locator rows(Page page, String state) {
        return page.locator(".upload[data-state=" + state + "]");
    }
}
