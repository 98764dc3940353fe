package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was picked in one go lies as it was picked, keeps its place from the beginning on, and is counted right. */
@Tag("page")
class PickPagesIT extends PageBase {
    private static final AtomicInteger PICTURES = new AtomicInteger();
    /** One from the phone, one from the desktop; without order by picks each would lie the other way round. */
    private static final int ROUNDS = 2;

    private static final HasTextOptions IN_TIME = new HasTextOptions().setTimeout(60_000);

    /** Every move of something that stood already and that no person caused, summed up as browsers do it. */
    private static final String WATCH_SHIFTS = """
            window.shifts = [];
            new PerformanceObserver((list) => {
              for (const { value, hadRecentInput, sources } of list.getEntries()) {
                if (!hadRecentInput) {
                  window.shifts.push({ value, of: sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? node?.textContent) });
                }
              }
            }).observe({ type: 'layout-shift', buffered: true });
            """;

    @Test
    void threePickedAtOnceLieInTheirOrder() {
        var desktop = openDesktop();
        var phone = openPhone(desktop);
        for (int round = 0; round < ROUNDS; round++) {
            var page = round % 2 == 0 ? phone : desktop;
            var input = round % 2 == 0 ? "#choose-photos" : "#add-photos";
            reverseThree(page);
            page.locator(input).setInputFiles(pictures("round" + round, 3));
            assertThat(tiles(desktop, "ready")).hasCount(3 * (round + 1));
            page.unrouteAll();
            assertThat(names(desktop)).isEqualTo(names(round + 1));
        }
        desktop.reload();
        assertThat(tiles(desktop, "ready")).hasCount(3 * ROUNDS);
        assertThat(names(desktop)).isEqualTo(names(ROUNDS));
    }

    @ParameterizedTest
    @CsvSource({"1280, 800", "390, 844", "2200, 1200"})
    void noTileMovesFromThePickToTheThumbnail(int width, int height) {
        var context = browser()
                .context(new NewContextOptions().setViewportSize(width, height).setLocale("en-GB"));
        context.addInitScript(WATCH_SHIFTS);
        var desktop = open(context, DESKTOP);
        assertThat(desktop.locator("html")).hasAttribute("data-stream", "live");
        var phone = openPhone(desktop);
        assertThat(desktop.locator("#status")).hasAttribute("data-state", "connected");
        var slow = SlowNetwork.of(phone);
        reverseThree(phone);
        phone.locator("#choose-photos")
                .setInputFiles(IntStream.range(0, 7)
                        .mapToObj(
                                n -> jpeg("IMG_%d.jpg".formatted(n), Pictures.noisyJpegOfSize(150_000 + 20_000 * n, n)))
                        .toArray(FilePayload[]::new));
        assertThat(desktop.locator(".tile")).hasCount(7);
        assertThat(tiles(desktop, "uploading")).not().hasCount(0);
        assertThat(tiles(desktop, "waiting")).not().hasCount(0);
        assertThat(desktop.locator("#status")).hasText(Pattern.compile("Receiving [1-7] of 7"));
        slow.end();
        assertThat(tiles(desktop, "ready")).hasCount(7);
        assertThat(desktop.locator("#status")).hasText("All here: 7 photos");
        assertThat(((Number) desktop.evaluate("() => window.shifts.reduce((sum, { value }) => sum + value, 0)"))
                        .doubleValue())
                .as(() -> String.valueOf(desktop.evaluate("() => JSON.stringify(window.shifts)")))
                .isLessThan(0.01);
    }

    /** Until now the last message to arrive said how many were waiting: "30 of 31 arrived" stayed for good. */
    @Test
    void manySmallPicturesAreAllCounted() {
        var desktop = openDesktop();
        var phone = openPhone(desktop);
        reverseThree(phone);
        phone.locator("#choose-photos").setInputFiles(pictures("small", 20));
        assertThat(desktop.locator(".tile")).hasCount(20);
        assertThat(phone.locator("#status")).hasText("All 20 photos have arrived", IN_TIME);
        assertThat(desktop.locator("#status")).hasText("All here: 20 photos");
    }

    @Test
    void bothPagesCountOnAfterAReload() {
        provokeNetworkFaults();
        var desktop = openDesktop();
        var phone = openPhone(desktop);
        var line = new Line(phone);
        phone.locator("#choose-photos").setInputFiles(mixed());
        assertThat(desktop.locator("#status")).hasText(counts(1, 6));
        desktop.reload();
        assertThat(desktop.locator("#status")).hasText(counts(1, 6));
        assertThat(desktop.locator(".tile")).hasCount(6);
        assertThat(phone.locator("#status")).hasText("Sending 2 of 6");
        phone.onDialog(Dialog::accept);
        phone.reload();
        assertThat(phone.locator("#status")).hasText("Sending 2 of 6");
        line.free();
        assertThat(phone.locator("#status")).hasText("All 6 photos have arrived", IN_TIME);
        assertThat(desktop.locator("#status")).hasText("All here: 6 photos");
        assertThat(names(desktop))
                .isEqualTo(IntStream.range(0, 6)
                        .mapToObj(n -> "mixed-" + n + ".jpg")
                        .toList());
    }

    @Test
    void whatIsRemovedOrWillNotComeIsNotWaitedFor() {
        provokeNetworkFaults();
        var desktop = openDesktop();
        var phone = openPhone(desktop);
        var line = new Line(phone);
        phone.locator("#choose-photos").setInputFiles(mixed());
        assertThat(desktop.locator("#status")).hasText(counts(1, 6));
        phone.locator(".upload[data-state=waiting] [data-action=remove]").last().tap();
        assertThat(desktop.locator("#status")).hasText(counts(1, 5));
        assertThat(desktop.locator(".tile")).hasCount(5);
        var arrived = tiles(desktop, "ready");
        arrived.hover();
        arrived.locator("[data-action=remove]").click();
        desktop.locator("[data-action=confirm-remove]").click();
        assertThat(desktop.locator("#status")).hasText(counts(0, 4));
        desktop.reload();
        assertThat(desktop.locator("#status")).hasText(counts(0, 4));
        line.free();
        assertThat(desktop.locator("#status")).hasText("All here: 4 photos", IN_TIME);
        desktop.reload();
        assertThat(desktop.locator("#status")).hasText("4 photos are here");
    }

    @Test
    void twoPhonesAreCountedTogether() {
        provokeNetworkFaults();
        var desktop = openDesktop();
        var first = openPhone(desktop);
        var second = openPhone(desktop);
        var line = new Line(first);
        first.locator("#choose-photos").setInputFiles(mixed());
        assertThat(desktop.locator("#status")).hasText(counts(1, 6));
        second.locator("#choose-photos").setInputFiles(pictures("second", 2));
        assertThat(desktop.locator("#status")).hasText(counts(3, 8));
        desktop.reload();
        assertThat(desktop.locator("#status")).hasText(counts(1, 6));
        line.free();
        assertThat(desktop.locator("#status"))
                .hasText(Pattern.compile("All here: 8 photos|8 photos are here"), IN_TIME);
        assertThat(desktop.locator(".tile-name").last()).hasText("second-1.jpg");
    }

    /** So many are here of so many, whether something comes at the moment or not. */
    private static Pattern counts(int done, int total) {
        return Pattern.compile("Receiving %d of %d|On hold, %d of %d are here".formatted(done + 1, total, done, total));
    }

    /** A line on which only small pictures get through, until it is free. */
    private static final class Line {
        private static final int SMALL_BYTES = 60_000;

        private final List<Route> held = new ArrayList<>();
        private boolean isFree;

        Line(Page page) {
            page.route("**/uploads/*", route -> {
                byte[] body = route.request().postDataBuffer();
                boolean isSmall = body != null && body.length < SMALL_BYTES;
                if (isFree || isSmall || !route.request().method().equals("PATCH")) {
                    route.resume();
                } else {
                    held.add(route);
                }
            });
        }

        void free() {
            isFree = true;
            held.forEach(route -> {
                try {
                    route.resume();
                } catch (PlaywrightException e) {
                    // The page has gone since that asked for it.
                }
            });
        }
    }

    /** One that gets through at once, and five that are held. */
    private static FilePayload[] mixed() {
        return IntStream.range(0, 6)
                .mapToObj(n -> jpeg(
                        "mixed-" + n + ".jpg",
                        n == 0 ? small() : Pictures.noisyJpegOfSize(100_000, PICTURES.incrementAndGet())))
                .toArray(FilePayload[]::new);
    }

    private static FilePayload[] pictures(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> jpeg(name + "-" + n + ".jpg", small()))
                .toArray(FilePayload[]::new);
    }

    private static byte[] small() {
        return Pictures.withComment(Pictures.jpeg(320, 240), "picture " + PICTURES.incrementAndGet());
    }

    private static List<String> names(int rounds) {
        return IntStream.range(0, rounds)
                .boxed()
                .flatMap(round -> IntStream.range(0, 3).mapToObj(n -> "round" + round + "-" + n + ".jpg"))
                .toList();
    }

    /** On this line the first three creations get through the other way round; those that follow as they like. */
    private static void reverseThree(Page page) {
        var held = new ArrayList<Route>();
        var count = new AtomicInteger();
        page.route("**/uploads", route -> {
            if (count.incrementAndGet() < 3) {
                held.add(0, route);
                return;
            }
            route.resume();
            held.forEach(Route::resume);
            held.clear();
        });
    }

    private Page openPhone(Page desktop) {
        var phone = open(browser().phone(), linkOf(desktop));
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        return phone;
    }

    private static List<String> names(Page desktop) {
        return desktop.locator(".tile-name").allTextContents();
    }
}
