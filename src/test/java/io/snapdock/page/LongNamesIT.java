package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Browser;
import io.snapdock.support.Pictures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However long a name is and in whatever script, it pushes nothing off the page. */
@Tag("page")
class LongNamesIT extends PageBase {
    private static final List<String> NAMES = List.of(
            "W".repeat(190) + ".jpg",
            "日本語の長い名前".repeat(20) + ".jpg",
            "صورة_طويلة_جدا".repeat(12) + ".jpg",
            "👩‍👩‍👧‍👦".repeat(16) + ".jpg",
            "a-name_with.dots".repeat(11) + ".jpg",
            "ภาพถ่ายที่มีชื่อยาวมาก".repeat(8) + ".jpg",
            "Several words in a name that goes on and on ".repeat(4) + ".jpg");

    private static final int[] WIDTHS = {320, 480, 768, 900, 1280, 1920};

    /** What a person needs and cannot reach, or what makes the page wider than the window. */
    private static final String OUTSIDE = """
            () => {
              const outside = [document, shown()].flatMap((root) => [...root.querySelectorAll('button, a, input:not([type=file]), h1, h2, h3, p, li, progress')]).filter((node) => {
                const { left, right, width } = node.getBoundingClientRect();
                const isSeen = node.checkVisibility({ visibilityProperty: true }) && width > 1;
                return isSeen && (left < -0.5 || right > innerWidth + 0.5);
              });
              const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['the page itself'] : [];
              return [...wide, ...outside.map((node) => node.outerHTML.slice(0, 160))];
            }
            """;

    /** Tiles beside each other are as high as each other, whatever their letters are. */
    private static final String CAPTION_HEIGHTS =
            "() => [...new Set([...shown().querySelectorAll('.tile[data-photo-id] .tile-caption')].map((node) => node.offsetHeight))]";

    @Test
    void theDesktopHoldsThem() {
        provokeNetworkFaults();
        var title = "Schadensmeldungsnummernvergabe".repeat(3);
        var context = browser().desktop();
        context.route(
                "**/api/docks",
                route -> route.resume(new com.microsoft.playwright.Route.ResumeOptions()
                        .setPostData("{\"title\": \"" + title + "\"}")));
        var page = open(context, DESKTOP);
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        var phone = WirePhone.join(BASE, page.locator("#join-link").inputValue(), "P".repeat(60));
        var other = WirePhone.join(BASE, page.locator("#join-link").inputValue(), "長".repeat(60));
        for (int i = 0; i < NAMES.size(); i++) {
            (i == 0 ? other : phone).send(NAMES.get(i), picture(i));
        }
        phone.hold(NAMES.get(0), Pictures.truncated(Pictures.jpegOfSize(400_000)), 0)
                .finish(422);
        page.locator("#add-photos").setInputFiles(new FilePayload(NAMES.get(0), "text/plain", new byte[] {1, 2, 3}));
        assertThat(page.locator(".tile[data-state=ready]")).hasCount(NAMES.size());
        assertThat(page.locator(".tile[data-state=failed]").first()).isVisible();
        var faults = new ArrayList<String>();
        for (int width : WIDTHS) {
            page.setViewportSize(width, 800);
            look(page, "desktop-" + width, faults);
            page.locator(".tile[data-state=ready] [data-action=open]").first().click();
            assertThat(page.locator(".viewer-stage img").first()).isVisible();
            look(page, "viewer-" + width, faults);
            page.keyboard().press("Escape");
        }
        assertThat(faults).isEmpty();
        assertThat((List<?>) page.evaluate(CAPTION_HEIGHTS)).hasSize(1);
    }

    @Test
    void thePhoneHoldsThem() {
        provokeNetworkFaults();
        var dock = WireDock.open(BASE, "{\"title\": \"" + "写真".repeat(50) + "\"}");
        var page = open(browser().phone(), dock.link());
        assertThat(page.locator("#status")).hasText("Ready for your photos");
        var files = new ArrayList<FilePayload>();
        for (int i = 0; i < NAMES.size(); i++) {
            files.add(jpeg(NAMES.get(i), picture(i)));
        }
        files.add(jpeg(NAMES.get(0), new byte[] {1, 2, 3}));
        page.locator("#choose-photos").setInputFiles(files.toArray(FilePayload[]::new));
        assertThat(page.locator(".upload[data-state=sent]")).hasCount(NAMES.size());
        assertThat(page.locator(".upload[data-state=failed]")).hasCount(1);
        dock.removePhoto(page.locator(".upload[data-state=sent]").first().getAttribute("data-photo-id"));
        assertThat(page.locator(".upload[data-state=removed]")).hasCount(1);
        var faults = new ArrayList<String>();
        for (int width : new int[] {320, 390, 768}) {
            page.setViewportSize(width, 700);
            look(page, "phone-" + width, faults);
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void connectingHasItsIcon() {
        var dock = WireDock.open(BASE);
        var context = browser().phone();
        // The answer stays away for as long as the test looks.
        context.route("**/phones", route -> {});
        var page = open(context, dock.link());
        assertThat(page.locator("#status")).hasText("Connecting to your computer");
        assertThat(page.locator("#status-art svg")).isVisible();
        Browser.screenshot(page, "phone-connecting");
    }

    private static void look(Page page, String name, List<String> faults) {
        ((List<?>) page.evaluate(OUTSIDE)).forEach(fault -> faults.add(name + ": " + fault));
        Browser.screenshot(page, "long-names-" + name);
    }

    private static byte[] picture(int number) {
        return Pictures.withComment(Pictures.jpeg(320, 240), "name " + number);
    }
}
