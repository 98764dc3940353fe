package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Condition;
import io.snapdock.support.Pictures;
import io.snapdock.support.TcpProxy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks off goes on: at the server's offset, not at the start, whoever closed, killed, paused or cut what. */
@Tag("page")
class ResumeIT extends PageBase {
    /** More than fits into all buffers on the way, so that a part of it is still to be sent whatever breaks off. */
    private static final byte[] LARGE = Pictures.jpegOfSize(6_000_000);

    private static final String PREVIEW = "img[src$='/preview']";

    private final Looks look = new Looks();

    @AfterEach
    void looksRight() {
        look.assertFaultless();
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "reloaded", "crashed"})
    void thePhonesPageGoesAndComesBack(String how) {
        provokeNetworkFaults();
        var dock = WireDock.open(BASE);
        var way = way();
        var phone = open(browser().phone(), dock.link(way.base()));
        var slow = sendHalf(phone, dock);
        var next = comeBack(phone, how, way);
        var offsets = offsetsOf(next);
        if (how.equals("reloaded")) {
            next.reload();
            slow.end();
        } else {
            next.navigate(dock.link(way.base()));
        }
        assertThat(next.locator("#status")).hasText("Your photo has arrived");
        assertWentOn(offsets);
        assertIsWhole(dock);
        assertThat(next.locator(".upload[data-state=sent]")).hasCount(1);
    }

    @Test
    void theDesktopsOwnPhotoGoesOnInTheNextTab() {
        provokeNetworkFaults();
        var way = way();
        var desktop = open(browser().desktop(), way.base().toString());
        assertThat(desktop.locator("html")).hasAttribute("data-stream", "live");
        SlowNetwork.of(desktop);
        desktop.locator("#add-photos").setInputFiles(jpeg("own.jpg", LARGE));
        awaitProgress(desktop);
        closeCut(desktop, way);
        var next = open(desktop.context(), "about:blank");
        var offsets = offsetsOf(next);
        next.navigate(way.base().toString());
        assertThat(tiles(next, "ready")).hasCount(1);
        assertWentOn(offsets);
    }

    @Test
    void aDesktopThatComesLaterSeesThePreview() {
        var desktop = openDesktop();
        var phone = open(browser().phone(), linkOf(desktop));
        var slow = SlowNetwork.of(phone);
        phone.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", LARGE));
        assertThat(tiles(desktop, "uploading").locator(PREVIEW)).isVisible();
        desktop.close();
        var next = open(desktop.context(), DESKTOP);
        assertThat(tiles(next, "uploading").locator(PREVIEW)).isVisible();
        assertThat(tiles(next, "uploading").locator(".ring-words")).hasText(Pattern.compile("\\d+ %"));
        look.at(next, "resume-01-preview");
        next.evaluate("""
                () => {
                  window.blanks = 0;
                  const picture = shown().querySelector('.tile-picture');
                  new MutationObserver(() => (window.blanks += picture.querySelector('img')?.complete ? 0 : 1)).observe(picture, { childList: true });
                }
                """);
        slow.end();
        assertThat(tiles(next, "ready").locator("img[src$=thumbnail]")).isVisible();
        assertThat(next.evaluate("() => window.blanks")).isEqualTo(0);
    }

    @Test
    void pausedStaysPausedUntilResumed() {
        provokeNetworkFaults();
        var desktop = openDesktop();
        var phone = open(browser().phone(320, 568), linkOf(desktop));
        var slow = SlowNetwork.of(phone);
        phone.locator("#choose-photos").setInputFiles(new FilePayload[] {
            jpeg("IMG_0001.jpg", LARGE), jpeg("IMG_0002.jpg", Pictures.jpegOfSize(5_000_000))
        });
        assertThat(tiles(desktop, "uploading")).hasCount(2);
        awaitProgress(desktop);
        phone.locator("[data-action=pause-all]").tap();
        assertThat(phone.locator("#status")).hasText("Paused");
        assertThat(phone.locator("#status-detail")).hasText("2 photos wait on this phone until you resume.");
        look.at(phone, "resume-02-paused-phone");
        assertThat(tiles(desktop, "paused")).hasCount(2);
        assertThat(tiles(desktop, "paused").first()).containsText("Paused on the phone");
        assertThat(desktop.locator("#status")).hasText("Paused on the phone, 0 of 2 are here");
        look.at(desktop, "resume-03-paused-desktop");

        phone.onDialog(Dialog::accept);
        phone.reload();
        slow.end();
        assertThat(phone.locator("#status")).hasText("Paused");
        var offsets = offsetsOf(phone);
        phone.locator("[data-action=resume]").first().tap();
        assertThat(phone.locator(".upload[data-state=sent]")).hasCount(1);
        assertThat(phone.locator("#status")).hasText("Paused");
        phone.locator("[data-action=pause-all]").tap();
        assertThat(phone.locator("#status")).hasText("All 2 photos have arrived");
        assertWentOn(offsets);
        assertThat(tiles(desktop, "ready")).hasCount(2);
    }

    @Test
    void withoutNetworkItWaitsAndGoesOn() {
        provokeNetworkFaults();
        var desktop = openDesktop();
        var way = way();
        var phone = open(browser().phone(), linkOf(desktop, way.base()));
        var slow = SlowNetwork.of(phone, way);
        phone.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", LARGE));
        awaitProgress(desktop);
        slow.cut();
        assertThat(phone.locator("#status")).hasText("No connection right now");
        assertThat(tiles(desktop, "paused")).hasCount(1);
        var offsets = offsetsOf(phone);
        slow.end();
        assertThat(phone.locator("#status")).hasText("Your photo has arrived");
        assertWentOn(offsets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }",
                "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }"
            })
    void whereNothingIsKeptThePageSaysSo(String poorer) {
        var context = browser().phone(320, 568);
        context.addInitScript(poorer);
        var phone = open(context, WireDock.open(BASE).link());
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        var slow = SlowNetwork.of(phone);
        phone.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", LARGE));
        assertThat(phone.locator("#not-kept")).containsText("This browser cannot keep your photos");
        look.at(phone, "resume-04-not-kept");
        slow.end();
        assertThat(phone.locator("#status")).hasText("Your photo has arrived");
        assertThat(phone.locator("#not-kept")).isHidden();
    }

    @Test
    void theSamePictureIsTakenOnce() {
        var desktop = openDesktop();
        var phone = open(browser().phone(), linkOf(desktop));
        phone.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", LARGE));
        assertThat(phone.locator("#status")).hasText("Your photo has arrived");
        phone.locator("#choose-photos").setInputFiles(jpeg("again.jpg", LARGE));
        assertThat(phone.locator(".upload-note").first()).hasText("Was on the computer already");
        assertThat(desktop.locator(".notice")).containsText("again.jpg is here already");
        assertThat(desktop.locator(".tile")).hasCount(1);
        assertThat(desktop.locator("#status")).hasText("1 photo is here");
        look.at(phone, "resume-05-duplicate");
        phone.locator("[data-action=remove]").first().tap();
        assertThat(phone.locator(".upload")).hasCount(1);
        assertThat(desktop.locator(".tile")).hasCount(1);
    }

    @Test
    void whatIsCancelledLeavesNothingBehind() {
        provokeNetworkFaults();
        var desktop = openDesktop();
        var phone = open(browser().phone(), linkOf(desktop));
        SlowNetwork.of(phone);
        phone.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", LARGE));
        awaitProgress(desktop);
        phone.locator("[data-action=remove]").tap();
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        assertThat(desktop.locator(".tile")).hasCount(0);
        phone.reload();
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
    }

    @Test
    void oneTabSendsAndTheNextTakesOver() {
        provokeNetworkFaults();
        var dock = WireDock.open(BASE);
        var first = open(browser().phone(), dock.link());
        sendHalf(first, dock);
        var second = open(first.context(), "about:blank");
        var offsets = offsetsOf(second);
        second.navigate(dock.link());
        assertThat(second.locator(".upload[data-state=sending]")).hasCount(1);
        assertThat(offsets).as("sent by two at once").isEmpty();
        crash(first);
        assertThat(second.locator("#status")).hasText("Your photo has arrived");
        assertWentOn(offsets);
        assertIsWhole(dock);
    }

    /** Begins to send, and returns when the server has a part that it keeps. */
    private static SlowNetwork sendHalf(Page page, WireDock dock) {
        assertThat(page.locator("#status")).hasText("Ready for your photos");
        var slow = SlowNetwork.of(page);
        page.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", LARGE));
        Condition.await("a part of the photo at the server", Duration.ofSeconds(15), () -> {
            var uploads = dock.snapshot().getJsonArray("uploads");
            return !uploads.isEmpty() && uploads.getJsonObject(0).getInt("received") > 0;
        });
        return slow;
    }

    private static void awaitProgress(Page desktop) {
        assertThat(tiles(desktop, "uploading").first()).isVisible();
        desktop.waitForFunction("""
                () => [...shown().querySelectorAll('.tile[data-state=uploading] progress')].every(({ position }) => position > 0)
                """);
    }

    /** @return the page to go on with, which has the network for itself */
    private Page comeBack(Page page, String how, TcpProxy way) {
        switch (how) {
            case "closed" -> closeCut(page, way);
            case "crashed" -> crash(page);
            default -> {
                page.onDialog(Dialog::accept);
                return page;
            }
        }
        return open(page.context(), "about:blank");
    }

    private static void crash(Page page) {
        try {
            page.navigate("chrome://crash", new Page.NavigateOptions().setTimeout(2_000));
        } catch (PlaywrightException e) {
            // The page is gone, as it was told.
        }
    }

    /** Chromium sends all that it has at once when a page closes that was slowed down; without a network it cannot. */
    private static void closeCut(Page page, TcpProxy way) {
        way.cut();
        page.close();
        way.mend();
    }

    /** The offsets at which the page begins to send from now on. */
    private static List<Long> offsetsOf(Page page) {
        var offsets = new ArrayList<Long>();
        page.onRequest((Request request) -> {
            if (request.method().equals("PATCH")) {
                offsets.add(Long.valueOf(request.headers().get("upload-offset")));
            }
        });
        return offsets;
    }

    private static void assertWentOn(List<Long> offsets) {
        assertThat(offsets).isNotEmpty().allSatisfy(offset -> assertThat(offset).isPositive());
    }

    private static void assertIsWhole(WireDock dock) {
        var photos = dock.snapshot().getJsonArray("photos");
        assertThat(photos).hasSize(1);
        assertThat(photos.getJsonObject(0).getString("sha256")).isEqualTo(sha256(LARGE));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
