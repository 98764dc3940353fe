package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Condition;
import io.snapdock.support.Pictures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each state of the desktop's page: it says what is the matter, and it looks right. */
@Tag("page")
class DesktopStatesIT extends PageBase {
    private static final byte[] LANDSCAPE = Pictures.jpeg(800, 600);
    private static final byte[] PORTRAIT = Pictures.jpeg(800, 600, 6);

    private static final String TRANSFER = """
              const canvas = document.createElement('canvas');
              canvas.width = 320;
              canvas.height = 240;
              const context = canvas.getContext('2d');
              // Another colour each time: a dock takes the same picture once.
              context.fillStyle = `hsl(${Math.random() * 360} 60% 40%)`;
              context.fillRect(0, 0, 320, 240);
              const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
              const transfer = new DataTransfer();
              transfer.items.add(new File([blob], 'drawn.jpg', { type: 'image/jpeg' }));
            """;

    private static final String CARRY = "async (type) => {" + TRANSFER + """
              document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
            }
            """;

    private static final String PASTE = "async () => {" + TRANSFER + """
              document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: transfer }));
            }
            """;

    private final Looks look = new Looks();

    @AfterEach
    void looksRight() {
        look.assertFaultless();
    }

    /** The texts of one language are longer than those of the other: both are looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "zh-TW"})
    void fromWaitingToClosed(String language) {
        boolean isEnglish = language.equals("en-GB");
        var name = "desktop-" + (isEnglish ? "" : "zh-");
        var page = openLive(language);
        assertThat(page.locator("html")).hasAttribute("lang", isEnglish ? "en" : "zh-Hant");
        assertThat(status(page)).hasText(isEnglish ? "Waiting for your phone" : "等待手機連線");
        look.at(page, name + "01-waiting");

        var phone = join(page, "Ana’s phone");
        assertThat(status(page)).hasText(isEnglish ? "Ana’s phone is connected" : "Ana’s phone 已連線");
        look.at(page, name + "02-connected");

        phone.send("IMG_0001.jpg", LANDSCAPE);
        assertThat(tiles(page, "ready")).hasCount(1);
        var held = phone.hold("IMG_0002.jpg", Pictures.jpegOfSize(4_000_000), 1);
        assertThat(status(page)).hasText(isEnglish ? "Receiving 1 of 2" : "正在接收第 1／2 張");
        var bar = tiles(page, "uploading").locator("progress");
        Condition.await("progress on the page", Duration.ofSeconds(15), () -> {
            held.goOn();
            return ((Number) bar.evaluate("(node) => node.position")).doubleValue() > 0;
        });
        look.at(page, name + "03-receiving");

        held.finish(201);
        phone.send("IMG_0003.jpg", PORTRAIT);
        assertThat(status(page)).hasText(isEnglish ? "All here: 3 photos" : "3 張照片全部送達");
        assertThat(tiles(page, "ready")).hasCount(3);
        look.at(page, name + "04-all-here");

        tiles(page, "ready").nth(1).hover();
        look.at(page, name + "05-tools");
        tiles(page, "ready").nth(1).locator("[data-action=remove]").click();
        assertThat(page.locator("[data-action=confirm-remove]")).isVisible();
        look.at(page, name + "06-confirm-remove");
        page.locator("[data-action=keep]").click();

        page.locator("[data-action=open]").nth(2).click();
        assertThat(page.locator(".viewer-stage img:not([src$=thumbnail])")).isVisible();
        look.at(page, name + "07-viewer");
        page.keyboard().press("Escape");

        page.locator("[data-action=end-dock]").click();
        assertThat(page.locator("[data-action=confirm-no]")).isFocused();
        look.at(page, name + "08-end");
        page.locator("[data-action=confirm-yes]").click();
        assertThat(page.locator("#ended-title")).hasText(isEnglish ? "This dock was closed" : "這個收件頁已關閉");
        look.at(page, name + "09-closed");

        page.locator("[data-action=open-dock]").click();
        assertThat(status(page)).hasAttribute("data-state", "waiting");
        assertThat(tiles(page, "ready")).hasCount(0);
    }

    /** What a dock that was left does later must not draw on the page, which is another dock's by then. */
    @Test
    void nothingOfAClosedDockComesBack() {
        var page = openLive("en-GB");
        join(page, "Ana’s phone").send("IMG_0001.jpg", LANDSCAPE);
        assertThat(tiles(page, "ready")).hasCount(1);
        assertThat(tiles(page, "ready").locator("img")).hasCount(1);
        page.clock().install();
        page.locator("[data-action=end-dock]").click();
        page.locator("[data-action=confirm-yes]").click();
        assertThat(page.locator("#ended-title")).isVisible();
        page.locator("[data-action=open-dock]").click();
        assertThat(status(page)).hasText("Waiting for your phone");
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        // Longer than a stream may be away before the page says so, and not so long that the new dock draws itself
        // again.
        page.clock().runFor(2_000);
        assertThat(page.locator(".tile")).hasCount(0);
        assertThat(status(page)).hasText("Waiting for your phone");
    }

    @Test
    void anExpiredDockOffersANewOne() {
        var page = openWithLifeOf(2);
        assertThat(page.locator("#ended-title")).hasText("This dock has expired");
        look.at(page, "desktop-10-expired");
        page.unrouteAll();
        page.locator("[data-action=open-dock]").click();
        assertThat(status(page)).hasText("Waiting for your phone");
    }

    @Test
    void theEndIsAnnounced() {
        var page = openWithLifeOf(90);
        join(page, "Ana’s phone").send("IMG_0001.jpg", LANDSCAPE);
        assertThat(page.locator("#closing")).isVisible();
        assertThat(page.locator("snap-time-left")).hasAttribute("data-soon", "true");
        assertThat(tiles(page, "ready")).hasCount(1);
        look.at(page, "desktop-11-closing");
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        provokeNetworkFaults();
        var page = openLive("en-GB");
        var link = page.locator("#join-link").inputValue();
        page.locator("[data-action=change-address]").click();
        page.locator("#join-other").fill("not an address");
        page.locator("[data-action=use-address]").click();
        assertThat(page.locator("#join-error")).containsText("This is no address of a server.");
        look.at(page, "desktop-12-no-address");

        // longer than the server takes: only it can say so
        page.locator("#join-other").fill("http://" + "long-".repeat(40) + "name.example");
        page.locator("[data-action=use-address]").click();
        assertThat(page.locator("#join-error")).containsText("This is no address of a server.");
        assertThat(page.locator("#join-link")).hasValue(link);

        page.locator("#join-other").fill("localhost");
        page.locator("[data-action=use-address]").click();
        assertThat(page.locator("#join-error")).isHidden();
        assertThat(page.locator(".join-warning")).containsText("Only this computer can open this address.");
        assertThat(page.locator("#join-link")).hasValue(Pattern.compile("http://localhost:.*"));
        look.at(page, "desktop-13-only-here");
    }

    @Test
    void aStreamThatIsNotLiveIsSeen() {
        provokeNetworkFaults();
        var page = openLive("en-GB");
        page.route("**/events", Route::abort);
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-stream", "retrying");
        assertThat(page.locator("snap-stream-state")).isVisible();
        assertThat(page.locator(".stream-words")).containsText("Reconnecting in");
        look.at(page, "desktop-14-not-live");
        page.unrouteAll();
        page.locator("[data-action=retry-stream]").click();
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        assertThat(page.locator("snap-stream-state")).isHidden();

        page.context().setOffline(true);
        assertThat(page.locator("snap-stream-state")).isVisible();
        assertThat(page.locator(".stream-words")).hasText("You are offline");
        look.at(page, "desktop-15-offline");
    }

    @Test
    void aDockThatCannotBeOpenedCanBeTriedAgain() {
        provokeNetworkFaults();
        var context = browser().desktop();
        context.route("**/api/docks", Route::abort);
        var page = open(context, DESKTOP);
        assertThat(page.locator("#failed-title")).hasText("No dock could be opened yet");
        assertThat(page.locator("#failed-text")).containsText("The server does not answer.");
        look.at(page, "desktop-16-not-opened");
        page.locator("[data-action=try-again]").click();
        assertThat(page.locator("#failed-text")).containsText("It goes on by itself.");
        context.unrouteAll();
        assertThat(status(page)).hasText("Waiting for your phone");
    }

    @Test
    void whatDidNotArriveIsSaid() {
        provokeNetworkFaults();
        var page = openLive("en-GB");
        var phone = join(page, "Ana’s phone");
        phone.send("IMG_0001.jpg", LANDSCAPE);
        assertThat(tiles(page, "ready")).hasCount(1);
        phone.hold("IMG_0002.jpg", Pictures.truncated(Pictures.jpegOfSize(400_000)), 0)
                .finish(422);
        assertThat(tiles(page, "failed")).containsText("The picture is damaged.");
        assertThat(status(page)).hasText("0 of 1 arrived");
        page.locator("#add-photos")
                .setInputFiles(
                        new FilePayload("notes.txt", "text/plain", "no picture".getBytes(StandardCharsets.US_ASCII)));
        assertThat(tiles(page, "failed").last()).containsText("Not a picture that can be used.");
        look.at(page, "desktop-17-failed");
        page.locator("[data-action=dismiss]").first().click();
        page.locator("[data-action=dismiss]").click();
        assertThat(status(page)).hasText("1 photo is here");
    }

    @Test
    void theDesktopTakesWhatIsDroppedOrPasted() {
        var page = openLive("en-GB");
        page.evaluate(CARRY, "dragenter");
        page.evaluate(CARRY, "dragover");
        assertThat(page.locator("snap-drop-zone")).hasAttribute("active", "");
        look.at(page, "desktop-18-drop");
        page.evaluate(CARRY, "drop");
        assertThat(tiles(page, "ready")).hasCount(1);
        assertThat(page.locator("snap-drop-zone")).not().hasAttribute("active", "");
        page.evaluate(PASTE);
        assertThat(tiles(page, "ready")).hasCount(2);
        assertThat(status(page)).hasText("All here: 2 photos");
    }

    @Test
    void severalPhonesAreToldApart() {
        var page = openLive("en-GB");
        var ana = join(page, "Ana’s phone");
        var ben = join(page, "Ben’s phone");
        ana.send("IMG_0001.jpg", LANDSCAPE);
        assertThat(tiles(page, "ready")).hasCount(1);
        assertThat(page.locator(".phone-dot:visible")).hasCount(0);
        ben.send("PXL_0001.jpg", PORTRAIT);
        assertThat(tiles(page, "ready")).hasCount(2);
        assertThat(page.locator(".tile-note").first()).containsText("Ana’s phone · ");
        assertThat(page.locator(".tile-note").last()).containsText("Ben’s phone · ");
        assertThat(page.locator("#phones .phone-dot[data-shade='1']")).isVisible();
        assertThat(page.locator(".tile-note .phone-dot[data-shade='1']")).isVisible();
        look.at(page, "desktop-21-two-phones");
    }

    /** A narrow window, or a large one zoomed in: WCAG's reflow. */
    @Test
    void aNarrowWindowHoldsItAll() {
        var page = openLive("en-GB");
        var phone = join(page, "Ana’s phone");
        phone.send("IMG_0001.jpg", LANDSCAPE);
        phone.send("A name that goes on for longer than any tile is wide, as names sometimes do.jpg", PORTRAIT);
        assertThat(tiles(page, "ready")).hasCount(2);
        page.setViewportSize(320, 640);
        look.at(page, "desktop-19-narrow");
        page.setViewportSize(1920, 1080);
        look.at(page, "desktop-20-wide");
    }

    private Page openLive(String language) {
        var page = open(browser().desktop(language, ColorScheme.LIGHT), DESKTOP);
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        return page;
    }

    private Page openWithLifeOf(int seconds) {
        var context = browser().desktop();
        context.route(
                "**/api/docks",
                route ->
                        route.resume(new Route.ResumeOptions().setPostData("{\"ttlSeconds\": %d}".formatted(seconds))));
        var page = open(context, DESKTOP);
        assertThat(page.locator("#join-link")).hasValue(Pattern.compile(".+"));
        return page;
    }

    private static WirePhone join(Page page, String name) {
        return WirePhone.join(BASE, page.locator("#join-link").inputValue(), name);
    }

    private static Locator status(Page page) {
        return page.locator("#status");
    }
}
