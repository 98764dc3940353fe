package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.snapdock.support.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** Each style and each place; pixels of text hang on how the browser stacks its layers, too. */
    private static final String ALL_OF_OWN = """
            () => [...document.querySelectorAll('#own *')].map((node) => {
              const style = getComputedStyle(node);
              const { x, y, width, height } = node.getBoundingClientRect();
              return [node.localName, x, y, width, height, ...[...style].map((name) => `${name}: ${style[name]}`)].join();
            }).join(' ')
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
        HostForm.in(
                context,
                HostPage.origin(),
                dock,
                "",
                "",
                page -> new HostPage(
                        page.url(),
                        "<style>#photos { position: absolute; inset: 600px auto auto 20px; width: 800px }</style>"
                                + head,
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
        var own =
                "<div id=\"own\" style=\"position: absolute; inset: 3000px auto auto 20px\"><fieldset><legend>Own</legend><button>Own</button><ul><li>Own</li></ul><progress value=\"0.5\"></progress></fieldset></div>";
        var form = HostForm.in(context, HostPage.origin(), dock, "", own);
        var page = open(context, form.address());
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        var with = page.evaluate(ALL_OF_OWN);
        page.evaluate("() => document.querySelectorAll('snap-dock').forEach((node) => node.remove())");
        assertThat(page.evaluate(ALL_OF_OWN)).isEqualTo(with);
        assertThat(
                        page.evaluate(
                                "() => [document.documentElement.lang, document.title, document.styleSheets.length, document.adoptedStyleSheets.length].join()"))
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
        var form = HostForm.in(
                context,
                HostPage.origin(),
                dock,
                attributes,
                "",
                page -> page.withHead(
                        "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">"
                                + head));
        var page = open(context, form.address());
        assertThat(tiles(page, "ready").locator("img")).hasCount(3);
        return page;
    }

    @Test
    void theCodeMayWaitUntilItIsAskedFor() {
        var page = openWithPhotos(browser().desktop(), "", "collapsed sources=\"phone drop\"");
        assertThat(page.locator(".join")).isHidden();
        assertThat(page.locator(".add")).isHidden();
        look.at(page, "form-collapsed");
        page.locator("[data-action=show-code]").click();
        assertThat(page.locator(".join")).isVisible();
        assertThat(page.locator("#join-link")).isFocused();
        assertThat(page.locator("[data-action=show-code]")).isHidden();
        look.assertFaultless();
    }

    /** The answer for the dock before comes when the next one is shown. */
    @Test
    void aLateCodeOfAnotherDockIsNotShown() {
        var context = browser().desktop();
        var docks = List.of(HostForm.openDock(), HostForm.openDock());
        HostPage.beside("<script type=\"module\" src=\"%ssnap-dock.js\"></script><snap-dock></snap-dock>"
                        .formatted(DESKTOP))
                .in(context);
        var page = open(context, HostPage.origin() + "/claims/2026/4711");
        List<Route> late = new ArrayList<>();
        page.route("**/docks/" + docks.get(0).id() + "/qr.svg*", late::add);
        show(page, docks.get(0));
        page.waitForCondition(() -> !late.isEmpty());
        show(page, docks.get(1));
        page.waitForFunction("() => shown().querySelector('[data-qr]').naturalWidth > 0");
        var code = page.evaluate("() => shown().querySelector('[data-qr]').src");
        page.waitForResponse("**/docks/" + docks.get(0).id() + "/qr.svg*", () -> late.forEach(Route::resume))
                .finished();
        // Whatever is done with the answer is done before this image is.
        page.evaluate("() => Object.assign(new Image(), { src: '%sicon.svg' }).decode()".formatted(DESKTOP));
        assertThat(page.evaluate("() => shown().querySelector('[data-qr]').src"))
                .isEqualTo(code);
    }

    private static void show(Page page, WireDock dock) {
        page.evaluate(
                "([dock, token]) => Object.assign(document.querySelector('snap-dock'), { dock, token })",
                List.of(dock.id(), dock.ownerKey()));
    }

    @Test
    void itSpeaksTheLanguageOfItsPlace() {
        var page = openWithPhotos(browser().desktop(), "", "lang=\"zh-TW\"");
        assertThat(page.locator(".frame")).hasAttribute("lang", "zh-Hant");
        assertThat(page.locator("#status")).hasText("這裡有 3 張照片");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    /** A 404 would stand in the console of each page. */
    @Test
    void aLanguageThatIsNotThereIsNotAskedFor() {
        var page = openWithPhotos(browser().desktop("de-DE", ColorScheme.LIGHT), "", "lang=\"de\"");
        assertThat(page.locator(".frame")).hasAttribute("lang", "en");
    }

    @Test
    void severalOnAPageDoNotMixThingsUp() {
        var context = browser().desktop();
        var docks = List.of(HostForm.openDock(), HostForm.openDock());
        var elements = "<script type=\"module\" src=\"%ssnap-dock.js\"></script>".formatted(DESKTOP)
                + "<form><snap-dock id=\"a\" name=\"a\"></snap-dock><snap-dock id=\"b\" name=\"b\"></snap-dock></form>";
        HostPage.beside(elements).in(context);
        var page = open(context, HostPage.origin() + "/claims/2026/4711");
        for (var id : List.of("a", "b")) {
            var dock = docks.get(id.equals("a") ? 0 : 1);
            page.evaluate(
                    "([id, dock, token]) => Object.assign(document.getElementById(id), { dock, token })",
                    List.of(id, dock.id(), dock.ownerKey()));
            assertThat(page.locator("#" + id + " #add-photos")).isEnabled();
        }
        new WirePhone(BASE, docks.get(1).id(), docks.get(1).ownerKey()).send("IMG_1.jpg", Pictures.jpeg(640, 480));
        assertThat(page.locator("#b .tile[data-state=ready]")).hasCount(1);
        assertThat(page.locator("#a .tile")).hasCount(0);
        assertThat(
                        page.evaluate(
                                "() => [...new FormData(document.querySelector('form'))].map(([name, value]) => name + value.split('.')[0]).join()"))
                .isEqualTo("a,b" + docks.get(1).id());
        page.locator("#b .tile [data-action=open]").press("Delete");
        page.locator("#b [data-action=confirm-remove]").click();
        assertThat(page.locator("#b .tile")).hasCount(0);
        assertThat(page.locator("#b #announcer")).containsText("was removed");
        assertThat(page.locator("#a #announcer")).hasText("");
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
