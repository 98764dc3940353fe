package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext.GrantPermissionsOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.snapdock.support.Pictures;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All that the pages offer, without a mouse; and what a screen reader is told. */
@Tag("page")
class KeyboardIT extends PageBase {
    private static final int MOST_STOPS = 60;

    private static final String SHOWS_FOCUS = """
            (node) => {
              const label = node.closest('label.file-button');
              const { outlineStyle, outlineWidth } = getComputedStyle(label ?? node);
              return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
            }
            """;

    @Test
    void theDesktopNeedsNoMouse() {
        var context = browser().desktop();
        context.grantPermissions(
                List.of("clipboard-read", "clipboard-write"), new GrantPermissionsOptions().setOrigin(origin()));
        var page = open(context, DESKTOP);
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        var phone = WirePhone.join(BASE, page.locator("#join-link").inputValue(), "Ana’s phone");
        assertThat(announcer(page)).hasText("Ana’s phone is connected.");
        phone.send("one.jpg", Pictures.jpeg(400, 300));
        assertThat(announcer(page)).hasText("one.jpg arrived. 1 photo is here");
        phone.send("two.jpg", Pictures.jpeg(400, 300, 6));
        phone.send("three.jpg", Pictures.jpeg(400, 300, 8));
        assertThat(tiles(page, "ready")).hasCount(3);
        assertThat(announcer(page)).hasText("three.jpg arrived. 3 photos are here");

        tabTo(page, "[data-action=copy-link]");
        page.keyboard().press("Enter");
        assertThat(announcer(page)).hasText("Copied");
        assertThat(page.evaluate("() => navigator.clipboard.readText()"))
                .isEqualTo(page.locator("#join-link").inputValue());
        tabTo(page, "#add-photos");
        tabTo(page, "#save-all");
        assertThat(page.waitForDownload(() -> page.keyboard().press("Enter")).suggestedFilename())
                .endsWith(".zip");

        viewsAndSteps(page);
        movesAndSaves(page);
        removes(page);
        asksBeforeTheEnd(page);
    }

    private static void viewsAndSteps(Page page) {
        tabTo(page, "[data-action=open]");
        page.keyboard().press("Enter");
        assertThat(page.locator(".viewer-name")).hasText("one.jpg");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".viewer-name")).hasText("two.jpg");
        tabTo(page, ".viewer [data-action=next]");
        page.keyboard().press("Enter");
        assertThat(page.locator(".viewer-name")).hasText("three.jpg");
        assertThat(page.locator(".viewer [data-action=previous]")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog.viewer")).isHidden();
        assertThat(tile(page, "three.jpg").locator("[data-action=open]")).isFocused();
    }

    private static void movesAndSaves(Page page) {
        page.keyboard().press("Alt+ArrowLeft");
        assertThat(page.locator(".tile-name")).hasText(new String[] {"one.jpg", "three.jpg", "two.jpg"});
        assertThat(announcer(page)).hasText("three.jpg is now 2 of 3.");
        assertThat(tile(page, "three.jpg").locator("[data-action=open]")).isFocused();
        tabTo(page, "[data-action=move-left]");
        page.keyboard().press("Enter");
        assertThat(page.locator(".tile-name")).hasText(new String[] {"three.jpg", "one.jpg", "two.jpg"});
        assertThat(tile(page, "three.jpg").locator("[data-action=move-left]")).isFocused();
        tabTo(page, "[data-action=save]");
        assertThat(page.waitForDownload(() -> page.keyboard().press("Enter")).suggestedFilename())
                .isEqualTo("three.jpg");
    }

    private static void removes(Page page) {
        tabTo(page, "[data-action=remove]");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-action=confirm-remove]")).isFocused();
        page.keyboard().press("Escape");
        assertThat(tile(page, "three.jpg").locator("[data-action=open]")).isFocused();
        page.keyboard().press("Delete");
        page.keyboard().press("Enter");
        assertThat(page.locator(".tile-name")).hasText(new String[] {"one.jpg", "two.jpg"});
        assertThat(announcer(page)).hasText("three.jpg was removed.");
        assertThat(tile(page, "one.jpg").locator(":focus")).hasCount(1);
        for (int photos = 2; photos > 0; photos--) {
            page.keyboard().press("Delete");
            page.keyboard().press("Enter");
            assertThat(tiles(page, "ready")).hasCount(photos - 1);
        }
        assertThat(page.locator("#status")).isFocused();
    }

    private static void asksBeforeTheEnd(Page page) {
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        tabTo(page, "[data-action=end-dock]");
        page.keyboard().press("Enter");
        assertThat(page.locator("#ended-title")).hasText("This dock was closed");
        assertThat(page.locator("#ended-title")).isFocused();
        tabTo(page, "[data-action=open-dock]");
        page.keyboard().press("Enter");
        assertThat(page.locator("#status")).hasAttribute("data-state", "waiting");
        assertThat(page.locator("#status")).isFocused();
    }

    @Test
    void thePhoneNeedsNoFinger() {
        var page = open(browser().phone(), WireDock.open(BASE).link());
        // Has the browser hand over its file dialogs from here on. Asked for together with the key press below, it
        // comes now and then
        // after it, and the dialog opens where nobody sees it.
        page.onFileChooser(chooser -> assertThat(chooser.isMultiple()).isTrue());
        assertThat(page.locator("#status")).hasText("Ready for your photos");
        tabTo(page, "#take-photo");
        tabTo(page, "#choose-photos");
        page.waitForFileChooser(() -> page.keyboard().press("Enter"))
                .setFiles(jpeg("one.jpg", Pictures.jpeg(400, 300)));
        assertThat(announcer(page)).hasText("Your photo has arrived. You can go back to your computer.");
        tabTo(page, "[data-action=remove]");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-action=keep]")).isFocused();
        tabTo(page, "[data-action=confirm-remove]");
        page.keyboard().press("Enter");
        assertThat(page.locator("#status")).hasText("Ready for your photos");
    }

    /** Goes on with Tab until the focus is there, as the person sees it. */
    private static void tabTo(Page page, String selector) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            page.keyboard().press("Tab");
            var focused = page.locator(selector + ":focus");
            if (focused.count() == 1) {
                assertThat(focused.evaluate(SHOWS_FOCUS))
                        .as("%s shows the focus", selector)
                        .isEqualTo(true);
                return;
            }
        }
        throw new AssertionError("Tab does not lead to " + selector);
    }

    private static String origin() {
        return BASE.getScheme() + "://" + BASE.getAuthority();
    }

    private static Locator announcer(Page page) {
        return page.locator("#announcer");
    }

    private static Locator tile(Page page, String name) {
        return page.locator(".tile").filter(new Locator.FilterOptions().setHas(page.getByText(name)));
    }
}
