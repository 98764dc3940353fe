package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say is so: of photos that fail, wait, hang, are paused or left alone, and of phones that go. */
@Tag("page")
class TruthIT extends PageBase {
    /** A closed phone is noticed within three seconds; what a busy machine needs to show it comes on top. */
    private static final double SOON_MS = 6_000;

    private final Looks look = new Looks();

    @TempDir
    private Path folder;

    @BeforeEach
    void faultsAreProvoked() {
        provokeNetworkFaults();
    }

    @AfterEach
    void looksRight() {
        look.assertFaultless();
    }

    @Test
    void aFolderIsWalked() throws IOException {
        var deep = Files.createDirectories(folder.resolve("holiday/day 2/evening"));
        Files.createDirectories(folder.resolve("empty"));
        Files.write(folder.resolve("holiday/2.jpg"), Pictures.jpegOfSize(50_000));
        Files.write(folder.resolve("holiday/10.jpg"), Pictures.jpegOfSize(50_001));
        Files.write(deep.resolve("deep.jpg"), Pictures.jpegOfSize(50_002));
        Files.writeString(folder.resolve("holiday/notes.txt"), "no picture");
        Files.writeString(folder.resolve("holiday/.hidden"), "nothing that a person put there");
        var page = openDesktop();
        drop(page, folder.resolve("holiday"));
        assertThat(tiles(page, "ready")).hasCount(3);
        assertThat(page.locator(".notice p")).hasText("1 file is no picture and was left out.");
        assertThat(page.locator("#status")).hasText("All here: 3 photos");
        drop(page, folder.resolve("empty"));
        assertThat(page.locator(".notice p").last()).hasText("There is no picture in it.");
        assertThat(page.locator(".tile")).hasCount(3);
        look.at(page, "truth-01-folder");
    }

    /** One is taken away and one is changed while they are sent: the page has its own copies. */
    @Test
    void whatVanishesIsSentFromTheCopy() throws IOException {
        var dock = WireDock.open(BASE);
        var way = way();
        var page = open(browser().phone(), dock.link(way.base()));
        assertThat(page.locator("#status")).hasText("Ready for your photos");
        var vanishing = Files.write(folder.resolve("vanishing.jpg"), Pictures.jpegOfSize(2_000_000));
        var changing = Files.write(folder.resolve("changing.jpg"), Pictures.jpegOfSize(2_000_001));
        var slow = SlowNetwork.of(page, way);
        page.locator("#choose-photos").setInputFiles(new Path[] {vanishing, changing});
        page.waitForCondition(() -> dock.snapshot().getJsonArray("uploads").stream()
                        .filter(upload -> upload.asJsonObject().getInt("received") > 0)
                        .count()
                == 2);
        slow.cut();
        assertThat(page.locator("#status")).hasText("No connection right now");
        Files.delete(vanishing);
        Files.write(changing, new byte[100], StandardOpenOption.APPEND);
        slow.end();
        assertThat(page.locator("#status")).hasText("All 2 photos have arrived");
        assertThat(dock.snapshot().getJsonArray("photos"))
                .extracting(photo -> photo.asJsonObject().getInt("bytes"))
                .containsExactlyInAnyOrder(2_000_000, 2_000_001);
    }

    @Test
    void whatCannotBeReadIsEndedOnTheDesktopToo() throws IOException {
        var desktop = openDesktop();
        var context = phoneThatKeepsNoCopies();
        var way = way();
        var phone = open(context, linkOf(desktop, way.base()));
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        var vanishing = Files.write(folder.resolve("vanishing.jpg"), Pictures.jpegOfSize(2_000_000));
        var slow = SlowNetwork.of(phone, way);
        phone.locator("#choose-photos").setInputFiles(vanishing);
        assertThat(tiles(desktop, "uploading")).hasCount(1);
        slow.cut();
        assertThat(phone.locator("#status")).hasText("No connection right now");
        Files.delete(vanishing);
        slow.end();
        assertThat(phone.locator(".upload-note"))
                .hasText("This photo can no longer be read on this device. Choose it again.");
        assertThat(phone.locator(".upload [data-action=retry]")).isHidden();
        assertThat(tiles(desktop, "failed").locator(".tile-note")).hasText("The phone can no longer read it.");
        look.at(desktop, "truth-02-unreadable");
        desktop.locator(".tile [data-action=dismiss]").click();
        assertThat(desktop.locator(".tile")).hasCount(0);
    }

    /** Only the answer to its last byte was lost. The phone may ask at once, or with its next try. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatHasArrivedIsNotCalledUnreadable(int looksLost) throws IOException {
        var desktop = openDesktop();
        var context = phoneThatKeepsNoCopies();
        var phone = open(context, linkOf(desktop));
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        var vanishing = Files.write(folder.resolve("vanishing.jpg"), Pictures.jpegOfSize(90_000));
        var looks = new AtomicInteger();
        context.route("**/uploads/*", route -> {
            switch (route.request().method()) {
                case "PATCH" -> {
                    route.fetch();
                    delete(vanishing);
                    route.abort();
                }
                case "HEAD" -> {
                    if (looks.getAndIncrement() < looksLost) {
                        route.abort();
                    } else {
                        route.resume();
                    }
                }
                default -> route.resume();
            }
        });
        // Else the stream may tell the phone first.
        context.route("**/events*", Route::abort);
        phone.reload();
        phone.locator("#choose-photos").setInputFiles(vanishing);
        assertThat(tiles(desktop, "ready")).hasCount(1);
        assertThat(phone.locator(".upload[data-state=sent]")).hasCount(1);
        assertThat(looks.get()).isGreaterThan(looksLost);
    }

    private BrowserContext phoneThatKeepsNoCopies() {
        var context = browser().phone(320, 568);
        context.addInitScript("IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }");
        return context;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server has begun an upload of which the phone knows nothing. */
    @Test
    void whatCannotBeReadIsEndedThoughItsCreationWasNeverAnswered() throws IOException {
        var desktop = openDesktop();
        var context = phoneThatKeepsNoCopies();
        var phone = open(context, linkOf(desktop));
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        var vanishing = Files.write(folder.resolve("vanishing.jpg"), Pictures.jpegOfSize(90_000));
        context.route("**/uploads", route -> {
            route.fetch();
            route.abort();
        });
        phone.locator("#choose-photos").setInputFiles(vanishing);
        assertThat(tiles(desktop, "uploading")).hasCount(1);
        Files.delete(vanishing);
        assertThat(phone.locator(".upload-note"))
                .hasText("This photo can no longer be read on this device. Choose it again.");
        assertThat(tiles(desktop, "failed").locator(".tile-note")).hasText("The phone can no longer read it.");
    }

    @Test
    void aGhostCanBeDismissed() {
        var desktop = openDesktop();
        var way = way();
        var phone = open(browser().phone(320, 568), linkOf(desktop, way.base()));
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        var slow = SlowNetwork.of(phone, way);
        phone.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", Pictures.jpegOfSize(3_000_000)));
        assertThat(tiles(desktop, "uploading")).hasCount(1);
        slow.cut();
        assertThat(phone.locator("#status")).hasText("No connection right now");
        assertThat(tiles(desktop, "paused").locator(".tile-note")).hasText("Waiting for the phone");
        desktop.locator(".tile [data-action=dismiss]").click();
        look.at(desktop, "truth-03-ghost");
        desktop.locator("[data-action=confirm-remove]").click();
        assertThat(desktop.locator(".tile")).hasCount(0);
        slow.end();
        assertThat(phone.locator(".upload-note")).hasText("Removed on the computer");
        look.at(phone, "truth-04-dismissed-there");
    }

    @Test
    void thePicturesOfTheDesktopThatFailStayAndOfferWhatHelps() {
        var page = openDesktop();
        page.locator("#add-photos")
                .setInputFiles(new FilePayload("notes.txt", "text/plain", "text".getBytes(StandardCharsets.US_ASCII)));
        assertThat(tiles(page, "failed").locator(".tile-note"))
                .hasText("Not a picture that can be used. Choose a JPEG, PNG, WebP, GIF, HEIC or AVIF.");
        assertThat(page.locator(".tile [data-action=retry]")).hasCount(0);
        page.locator(".tile [data-action=dismiss]").click();
        assertThat(page.locator(".tile")).hasCount(0);

        page.route(
                "**/uploads",
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setStatus(409)
                        .setContentType("application/problem+json")
                        .setBody("{\"type\": \"urn:problem-type:snapdock:dock-full\", \"code\": \"dock-full\"}")));
        page.locator("#add-photos").setInputFiles(jpeg("one.jpg", Pictures.jpegOfSize(90_000)));
        assertThat(tiles(page, "failed").locator(".tile-note")).containsText("This dock is full.");
        look.at(page, "truth-05-own-failed");
        page.unrouteAll();
        page.locator(".tile [data-action=retry]").click();
        assertThat(tiles(page, "ready")).hasCount(1);
    }

    @Test
    void whatIsDoneOfflineIsPending() {
        var page = openDesktop();
        page.locator("#add-photos").setInputFiles(new FilePayload[] {
            jpeg("one.jpg", Pictures.jpegOfSize(90_000)),
            jpeg("two.jpg", Pictures.jpegOfSize(90_001)),
            jpeg("three.jpg", Pictures.jpegOfSize(90_002))
        });
        assertThat(tiles(page, "ready")).hasCount(3);
        var second = page.locator(".tile").nth(1).getAttribute("data-photo-id");
        var third = page.locator(".tile").nth(2).getAttribute("data-photo-id");
        page.context().setOffline(true);
        page.locator("#add-photos").setInputFiles(jpeg("four.jpg", Pictures.jpegOfSize(90_003)));
        assertThat(tiles(page, "paused").locator(".tile-note")).hasText("Waiting for the connection");
        page.locator(".tile").first().hover();
        page.locator(".tile [data-action=remove]").first().click();
        page.locator("[data-action=confirm-remove]").click();
        page.locator(".tile-open").nth(2).focus();
        page.keyboard().press("Alt+ArrowLeft");
        assertThat(page.locator("#pending"))
                .hasText(
                        "1 photo is removed as soon as the server answers. The new order is saved as soon as the server answers.");
        assertThat(page.locator(".tile[data-leaving]")).hasCount(1);
        look.at(page, "truth-06-pending");
        page.setViewportSize(320, 640);
        look.at(page, "truth-07-pending-narrow");
        page.setViewportSize(1280, 800);
        page.context().setOffline(false);
        assertThat(page.locator("#pending")).isHidden();
        assertThat(tiles(page, "ready")).hasCount(3);
        assertThat(page.locator(".tile").first()).hasAttribute("data-photo-id", third);
        assertThat(page.locator(".tile").nth(1)).hasAttribute("data-photo-id", second);
    }

    @Test
    void whatIsPendingIsNotForgottenByAReload() {
        var page = openDesktop();
        page.locator("#add-photos").setInputFiles(new FilePayload[] {
            jpeg("one.jpg", Pictures.jpegOfSize(90_000)),
            jpeg("two.jpg", Pictures.jpegOfSize(90_001)),
            jpeg("three.jpg", Pictures.jpegOfSize(90_002))
        });
        assertThat(tiles(page, "ready")).hasCount(3);
        var second = page.locator(".tile").nth(1).getAttribute("data-photo-id");
        var third = page.locator(".tile").nth(2).getAttribute("data-photo-id");
        page.route(Pattern.compile(".*/photos/[^/]+$"), route -> {
            if (route.request().method().equals("GET")) {
                route.resume();
            } else {
                route.abort();
            }
        });
        page.locator(".tile").first().hover();
        page.locator(".tile [data-action=remove]").first().click();
        page.locator("[data-action=confirm-remove]").click();
        page.locator(".tile-open").nth(2).focus();
        page.keyboard().press("Alt+ArrowLeft");
        var pending =
                "1 photo is removed as soon as the server answers. The new order is saved as soon as the server answers.";
        assertThat(page.locator("#pending")).hasText(pending);
        page.reload();
        assertThat(page.locator("#pending")).hasText(pending);
        assertThat(page.locator(".tile[data-leaving]")).hasCount(1);
        assertThat(page.locator(".tile").nth(1)).hasAttribute("data-photo-id", third);
        page.unrouteAll();
        assertThat(page.locator("#pending")).isHidden();
        assertThat(tiles(page, "ready")).hasCount(2);
        page.reload();
        assertThat(page.locator(".tile").first()).hasAttribute("data-photo-id", third);
        assertThat(page.locator(".tile").nth(1)).hasAttribute("data-photo-id", second);
        assertThat(page.locator("#pending")).isHidden();
    }

    @Test
    void anEndIsNotForgottenByAReload() {
        var page = openDesktop();
        page.locator("#add-photos").setInputFiles(new FilePayload[] {jpeg("one.jpg", Pictures.jpegOfSize(90_003))});
        assertThat(tiles(page, "ready")).hasCount(1);
        page.route(Pattern.compile(".*/api/docks/[^/]+$"), route -> {
            if (route.request().method().equals("DELETE")) {
                route.abort();
            } else {
                route.resume();
            }
        });
        page.locator("[data-action=end-dock]").click();
        page.locator("[data-action=confirm-yes]").click();
        var pending = "The server does not answer. The dock ends as soon as it does.";
        assertThat(page.locator(".messages")).containsText(pending);
        page.reload();
        assertThat(page.locator(".messages")).containsText(pending);
        assertThat(tiles(page, "ready")).hasCount(1);
        page.unrouteAll();
        assertThat(page.locator("#ended-title")).isVisible();
        page.locator("[data-action=open-dock]").click();
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        assertThat(page.locator("#ended-title")).isHidden();
    }

    /** Else the dock would go on, and end without a question at a later reload. */
    @Test
    void anEndIsNotForgottenByAnotherTryAfterAReload() {
        var page = openDesktop();
        var dock = Pattern.compile(".*/api/docks/[^/]+$");
        page.route(dock, Route::abort);
        page.locator("[data-action=end-dock]").click();
        assertThat(page.locator(".messages"))
                .containsText("The server does not answer. The dock ends as soon as it does.");
        page.reload();
        assertThat(page.locator("#failed-view")).isVisible();
        page.locator("[data-action=try-again]").click();
        assertThat(page.locator("#failed-view")).isVisible();
        page.unroute(dock);
        page.locator("[data-action=try-again]").click();
        assertThat(page.locator("#ended-title")).isVisible();
    }

    /** The preview hangs on its way; the bytes go all the same, and nothing is said to be on hold. */
    @Test
    void aSlowPreviewHoldsNothing() {
        var desktop = openDesktop();
        var context = browser().phone();
        context.route("**/preview", route -> {});
        var phone = open(context, linkOf(desktop));
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        desktop.evaluate("""
                () => {
                  window.said = [];
                  new MutationObserver(() => window.said.push(shown().querySelector('#status').textContent))
                    .observe(shown().querySelector('#status'), { childList: true, characterData: true, subtree: true });
                }
                """);
        phone.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", Pictures.jpegOfSize(500_000)));
        assertThat(tiles(desktop, "ready")).hasCount(1);
        assertThat(desktop.evaluate("() => window.said.join('\\n')").toString()).doesNotContain("On hold");
    }

    @Test
    void aPhoneThatGoesIsMissedAndOneThatReloadsIsNot() {
        var desktop = openDesktop();
        var phone = open(browser().phone(), linkOf(desktop));
        phone.onDialog(Dialog::accept);
        var here = desktop.locator("#phones [data-connected=true]");
        var soon = new LocatorAssertions.HasCountOptions().setTimeout(SOON_MS);
        assertThat(phone.locator("html")).hasAttribute("data-stream", "live");
        assertThat(here).hasCount(1);
        phone.reload();
        assertThat(phone.locator("html")).hasAttribute("data-stream", "live");
        assertThat(here).hasCount(1);
        phone.navigate("about:blank");
        assertThat(here).hasCount(0, soon);
        phone.goBack();
        assertThat(here).hasCount(1, soon);

        var next = open(phone.context(), linkOf(desktop));
        assertThat(next.locator("html")).hasAttribute("data-stream", "live");
        phone.close(new Page.CloseOptions().setRunBeforeUnload(true));
        assertThat(next.locator("html")).hasAttribute("data-stream", "live");
        assertThat(here).hasCount(1);
        next.close(new Page.CloseOptions().setRunBeforeUnload(true));
        assertThat(here).hasCount(0, soon);
    }

    /** As a person drops it: only the browser itself can make a drop that holds a folder. */
    private static void drop(Page page, Path path) {
        var data = new JsonObject();
        var files = new JsonArray();
        files.add(path.toString());
        data.add("items", new JsonArray());
        data.add("files", files);
        data.addProperty("dragOperationsMask", 1);
        var session = page.context().newCDPSession(page);
        for (var type : new String[] {"dragEnter", "dragOver", "drop"}) {
            var event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("x", 640);
            event.addProperty("y", 500);
            event.add("data", data);
            session.send("Input.dispatchDragEvent", event);
        }
    }
}
