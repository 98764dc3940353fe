package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.snapdock.support.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code <snap-dock>} in pages of other applications: their addresses, their policies, their styles, their languages. */
@Tag("page")
class SnapDockHostIT extends PageBase {
    /** What such pages do to the elements that they have themselves. */
    private static final String LOUD = """
            <style>
              fieldset, button, ul, li, img, p, h1, h2, h3, input, progress, label, section, dialog {
                margin: 17px !important; padding: 13px !important; border: 5px solid red !important;
                background: yellow !important; font-size: 31px !important; float: left !important; text-transform: uppercase !important;
              }
            </style>
            """;

    private final Looks look = new Looks();

    static Stream<String> origins() {
        return Stream.of(HostPage.origin(), HostPage.ANOTHER_SITE);
    }

    /** The policy of the element's README. */
    @ParameterizedTest
    @MethodSource("origins")
    void aStrictPolicyIsEnoughFromAnyOrigin(String origin) {
        var context = browser().desktop();
        var dock = HostForm.openDock();
        var policy = "default-src 'none'; script-src %1$s; connect-src %1$s 'self'; img-src %1$s blob:"
                .formatted(HostPage.origin());
        var form = HostForm.in(
                context, origin, dock, "required", "", page -> page.with("Content-Security-Policy", policy));
        var page = open(context, form.address());
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        page.waitForFunction("() => shown().querySelector('[data-qr]').naturalWidth > 0");
        WirePhone.join(BASE, dock.link(), "Ana’s phone").send("IMG_1.jpg", Pictures.jpeg(640, 480));
        page.locator("#add-photos").setInputFiles(jpeg("IMG_2.jpg", Pictures.jpegOfSize(300_000)));
        assertThat(tiles(page, "ready")).hasCount(2);
        assertThat(tiles(page, "ready").locator("img")).hasCount(2);
        page.locator(".tile [data-action=open]").first().click();
        assertThat(page.locator(".viewer-stage img")).isVisible();
        page.keyboard().press("Escape");
        page.locator(".tile [data-action=open]").first().press("Alt+ArrowRight");
        assertThat(page.locator(".tile-name").first()).hasText("IMG_2.jpg");
        assertThat(page.waitForDownload(() -> page.locator("#save-all").click()).suggestedFilename())
                .endsWith(".zip");
        page.locator(".tile [data-action=open]").first().press("Delete");
        page.locator("[data-action=confirm-remove]").click();
        assertThat(tiles(page, "ready")).hasCount(1);
        page.waitForCondition(() -> ("photos=" + HostForm.ask(page, ".value")).equals(form.ticket()));
        page.locator("#send").click();
        assertThat(page.locator("#sent")).isVisible();
        assertThat(form.sent()).containsExactly(form.ticket());
    }

    @Test
    void theHostsStylesAreNotItsOwn() {
        var dock = HostForm.openDock();
        // By the desktop: a phone would be shown as away after a while.
        new WirePhone(BASE, dock.id(), dock.ownerKey()).send("IMG_1.jpg", Pictures.jpeg(640, 480));
        var plain = elementIn(dock, "");
        var loud = elementIn(dock, LOUD);
        assertThat(Arrays.equals(loud, plain)).as("the same pixels").isTrue();
    }

    private byte[] elementIn(WireDock dock, String head) {
        var context = browser().desktop();
        HostForm.in(context, HostPage.origin(), dock, "", "", page -> new HostPage(
                        page.url(),
                        "<style>#photos { position: absolute; inset: 600px auto auto 20px; width: 800px }</style>" + head,
                        page.body(),
                        page.headers()));
        var page = open(context, HostPage.origin() + "/claims/4711");
        assertThat(tiles(page, "ready").locator("img")).hasCount(1);
        page.waitForFunction("() => shown().querySelector('[data-qr]').naturalWidth > 0");
        page.waitForFunction("() => shown().getAnimations().every(({ playState }) => playState !== 'running')");
        return HostForm.element(page).screenshot();
    }

    @Test
    void theHostsOwnElementsStayAsTheyAre() {
        var context = browser().desktop();
        var dock = HostForm.openDock();
        var own = "<div id=\"own\" style=\"position: absolute; inset: 3000px auto auto 20px\"><fieldset><legend>Own</legend><button>Own</button><ul><li>Own</li></ul><progress value=\"0.5\"></progress></fieldset></div>";
        var form = HostForm.in(context, HostPage.origin(), dock, "", own);
        var page = open(context, form.address());
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        var with = page.locator("#own").screenshot();
        page.evaluate("() => document.querySelectorAll('snap-dock').forEach((node) => node.remove())");
        assertThat(Arrays.equals(page.locator("#own").screenshot(), with))
                .as("the same pixels")
                .isTrue();
        assertThat(page.evaluate("() => [document.documentElement.lang, document.title, document.styleSheets.length, document.adoptedStyleSheets.length].join()"))
                .isEqualTo("en,Claim 4711,0,0");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 560, 1280})
    void itLooksRightInAForm(int width) {
        var context = browser().desktop();
        var page = openWithPhotos(context, "", "");
        page.setViewportSize(width, 800);
        look.at(page, "form-" + width);
        look.assertFaultless();
    }

    @Test
    void itReadsFromTheRightToo() {
        var context = browser().desktop();
        var words = """
                <script type="module">
                  import { replaceTexts } from '%ssnap-dock.js';
                  replaceTexts({ 'language.direction': 'rtl', 'join.title': 'أضف صورًا من هاتفك', 'photos.add': 'إضافة صور', 'photos.saveAll': 'حفظ الكل' });
                </script>
                """.formatted(DESKTOP);
        var page = openWithPhotos(context, words, "");
        assertThat(page.locator(".frame")).hasCSS("direction", "rtl");
        assertThat(page.locator("#join-title")).hasText("أضف صورًا من هاتفك");
        var title = page.locator("#photos-title").boundingBox();
        var save = page.locator("#save-all").boundingBox();
        assertThat(title.x).isGreaterThan(save.x);
        look.at(page, "form-right-to-left");
        look.assertFaultless();
    }

    private Page openWithPhotos(BrowserContext context, String head, String attributes) {
        var dock = HostForm.openDock();
        var phone = WirePhone.join(BASE, dock.link(), "Ana’s phone");
        List.of(640, 641, 642).forEach(side -> phone.send("IMG_" + side + ".jpg", Pictures.jpeg(side, 480)));
        var form = HostForm.in(context, HostPage.origin(), dock, attributes, "", page -> page.withHead(
                "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">" + head));
        var page = open(context, form.address());
        assertThat(tiles(page, "ready").locator("img")).hasCount(3);
        return page;
    }

    /** What editors are told is there. */
    @Test
    void theManifestTellsTheTruth() throws IOException {
        var manifest = Files.readString(Path.of("src/main/webapp/custom-elements.json"));
        var context = browser().desktop();
        var form = HostForm.in(context, HostPage.origin(), HostForm.openDock(), "", "");
        var page = open(context, form.address());
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        var missing = page.evaluate("""
                (manifest) => {
                  const { members, cssParts, slots } = JSON.parse(manifest).modules[0].declarations[0];
                  const { prototype } = customElements.get('snap-dock');
                  const root = shown();
                  return [
                    ...members.filter(({ name }) => !(name in prototype)).map(({ name }) => name),
                    ...members.filter(({ kind, name }) => kind === 'method' && typeof prototype[name] !== 'function').map(({ name }) => name),
                    ...cssParts.filter(({ name }) => !root.querySelector(`[part~="${name}"]`)).map(({ name }) => `part ${name}`),
                    ...slots.filter(({ name }) => !root.querySelector(`slot[name="${name}"]`)).map(({ name }) => `slot ${name}`),
                  ].join();
                }
                """, manifest);
        assertThat(missing).isEqualTo("");
    }
}
