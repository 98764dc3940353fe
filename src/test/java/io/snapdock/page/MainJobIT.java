package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Browser;
import io.snapdock.support.Pictures;
import io.snapdock.support.QrReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What Snapdock is for, from the first look at the code to the zip: one desktop, one phone, three photos. */
class MainJobIT extends PageBase {
    /** Every state that the desktop passes through, however briefly, and every headline. */
    private static final String WATCH_STATUS = """
            window.statesSeen = [];
            window.headlinesSeen = new Set();
            const watcher = new MutationObserver((records) => {
              for (const { target, type, oldValue } of records) {
                if (type === 'attributes' && target.id === 'status') {
                  window.statesSeen.push(oldValue);
                }
              }
              window.headlinesSeen.add(shown().querySelector('#status')?.textContent);
            });
            const watch = (root) => watcher.observe(root, { subtree: true, childList: true, attributeFilter: ['data-state'], attributeOldValue: true });
            const { attachShadow } = Element.prototype;
            Element.prototype.attachShadow = function (options) {
              const root = attachShadow.call(this, options);
              watch(root);
              return root;
            };
            watch(document);
            """;

    private static final String STATES_SEEN = """
            () => [...window.statesSeen, shown().querySelector('#status').dataset.state]
              .filter((state, index, all) => state !== all[index - 1])
            """;

    /** The colours in the middle of the quadrants, as the browser shows them: top left, top right, bottom left, bottom right. */
    private static final String QUADRANTS = """
            async (image) => {
              await image.decode();
              const canvas = document.createElement('canvas');
              canvas.width = canvas.height = 4;
              const context = canvas.getContext('2d', { willReadFrequently: true });
              context.imageSmoothingEnabled = false;
              context.drawImage(image, 0, 0, 4, 4);
              const bright = (x, y) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)].map((part) => (part > 127 ? 'ff' : '00')).join('');
              return [bright(0, 0), bright(3, 0), bright(0, 3), bright(3, 3)];
            }
            """;

    private static final Map<String, byte[]> ORIGINALS = Map.of(
            "upright.jpg", Pictures.jpeg(1200, 800, 1),
            "turned-right.jpg", Pictures.jpeg(1200, 800, 6),
            "turned-left.jpg", Pictures.jpeg(1200, 800, 8));

    @Test
    void photosComeFromThePhoneToTheDesktop() throws IOException {
        var desktopContext = browser().desktop();
        desktopContext.addInitScript(WATCH_STATUS);
        var desktop = open(desktopContext, DESKTOP);
        assertThat(desktop.locator("html")).hasAttribute("data-stream", "live");
        assertThat(desktop.locator("#status")).hasText("Waiting for your phone");
        pointAtReachableAddress(desktop);

        var link = QrReader.awaitOn(() -> Browser.screenshot(desktop, "main-job-1-code"));
        assertThat(link).isEqualTo(desktop.locator("#join-link").inputValue());
        var phone = open(browser().phone(), link);
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        assertThat(desktop.locator("#status")).hasAttribute("data-state", "connected");

        phone.locator("#choose-photos")
                .setInputFiles(ORIGINALS.entrySet().stream()
                        .map(photo -> jpeg(photo.getKey(), photo.getValue()))
                        .toArray(FilePayload[]::new));
        assertThat(phone.locator("#status")).hasText("All 3 photos have arrived");
        assertThat(phone.locator("#status-detail")).containsText("You can go back to your computer");
        assertThat(desktop.locator("#status")).hasText("All here: 3 photos");
        assertThat(tiles(desktop, "ready")).hasCount(3);
        assertThat(desktop.evaluate(STATES_SEEN)).isEqualTo(List.of("waiting", "connected", "receiving", "complete"));
        assertThat((List<?>) desktop.evaluate("() => [...window.headlinesSeen]"))
                .anySatisfy(headline -> assertThat((String) headline).matches("Receiving [1-3] of 3"));
        Browser.screenshot(desktop, "main-job-2-all-here");
        Browser.screenshot(phone, "main-job-2-phone");

        everyPictureIsUpright(desktop);
        zipHoldsTheOriginals(desktop);
        var gone = removeOne(desktop, phone);
        reloadAndSecondTabShowTheSame(desktop, gone);
    }

    /**
     * A WildFly as delivered listens on the loopback address alone, which no real phone reaches. There the desktop is told
     * another address, as its person would do it.
     */
    private static void pointAtReachableAddress(Page desktop) {
        var offered = URI.create(desktop.locator("#join-link").inputValue());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(offered.getHost(), offered.getPort()), 2_000);
        } catch (IOException e) {
            desktop.locator("[data-action=change-address]").click();
            desktop.locator("#join-other").fill(BASE.getHost());
            desktop.locator("[data-action=use-address]").click();
            desktop.locator("[data-action=change-address]").click();
            assertThat(desktop.locator("[data-address]")).containsText(BASE.getAuthority());
        }
        desktop.waitForFunction("""
                () => {
                  const code = shown().querySelector('[data-qr]');
                  return code.complete && code.naturalWidth > 0;
                }
                """);
    }

    private static void everyPictureIsUpright(Page desktop) {
        var upright = List.of("ff0000", "00ff00", "0000ff", "ffff00");
        var thumbnails = desktop.locator(".tile[data-state=ready] img[src$=thumbnail]");
        assertThat(thumbnails).hasCount(3);
        for (var thumbnail : thumbnails.all()) {
            assertThat(thumbnail.evaluate(QUADRANTS)).isEqualTo(upright);
        }
        desktop.locator("[data-action=open]").first().click();
        for (int number = 1; number <= 3; number++) {
            assertThat(desktop.locator(".viewer-note")).containsText(number + " of 3");
            var original = desktop.locator(".viewer-stage img:not([src$=thumbnail])");
            assertThat(original.evaluate(QUADRANTS)).isEqualTo(upright);
            desktop.keyboard().press("ArrowRight");
        }
        desktop.keyboard().press("Escape");
    }

    private static void zipHoldsTheOriginals(Page desktop) throws IOException {
        Download download =
                desktop.waitForDownload(() -> desktop.locator("#save-all").click());
        var entries = new LinkedHashMap<String, byte[]>();
        try (InputStream in = download.createReadStream();
                var zip = new ZipInputStream(in)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        var shown = desktop.locator(".tile-name").allTextContents();
        assertThat(entries.keySet()).containsExactly("01-" + shown.get(0), "02-" + shown.get(1), "03-" + shown.get(2));
        entries.forEach(
                (name, bytes) -> assertThat(bytes).as(name).isEqualTo(ORIGINALS.get(name.substring("01-".length()))));
    }

    private static String removeOne(Page desktop, Page phone) {
        var tile = tiles(desktop, "ready").nth(1);
        var id = tile.getAttribute("data-photo-id");
        tile.hover();
        tile.locator("[data-action=remove]").click();
        tile.locator("[data-action=confirm-remove]").click();
        assertThat(tiles(desktop, "ready")).hasCount(2);
        assertThat(phone.locator("[data-photo-id='" + id + "']")).hasAttribute("data-state", "removed");
        assertThat(phone.locator("[data-photo-id='" + id + "'] .upload-note")).hasText("Removed on the computer");
        assertThat(phone.locator("[data-state=sent]")).hasCount(2);
        return id;
    }

    private void reloadAndSecondTabShowTheSame(Page desktop, String gone) {
        var link = desktop.locator("#join-link").inputValue();
        desktop.reload();
        assertThat(desktop.locator("#join-link")).hasValue(link);
        assertThat(tiles(desktop, "ready")).hasCount(2);

        var secondTab = open(desktop.context(), DESKTOP);
        assertThat(secondTab.locator("#join-link")).hasValue(link);
        assertThat(tiles(secondTab, "ready")).hasCount(2);
        var before = photoIds(secondTab);
        assertThat(before).isEqualTo(photoIds(desktop)).doesNotContain(gone);

        assertThat(desktop.locator("html")).hasAttribute("data-stream", "live");
        assertThat(secondTab.locator("html")).hasAttribute("data-stream", "live");
        desktop.bringToFront();
        tiles(desktop, "ready").first().locator("[data-action=open]").focus();
        desktop.keyboard().press("Alt+ArrowRight");
        assertThat(tiles(secondTab, "ready").first()).hasAttribute("data-photo-id", before.get(1));
        assertThat(photoIds(secondTab)).containsExactly(before.get(1), before.get(0));
        assertThat(photoIds(desktop)).containsExactly(before.get(1), before.get(0));
    }

    private static List<String> photoIds(Page page) {
        return page.locator(".tile").all().stream()
                .map(tile -> tile.getAttribute("data-photo-id"))
                .toList();
    }
}
