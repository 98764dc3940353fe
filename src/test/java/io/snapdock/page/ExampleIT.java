package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.snapdock.support.Browser;
import io.snapdock.support.Condition;
import io.snapdock.support.DamagesWar;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import io.snapdock.support.ServerSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example as {@code ./mvnw -Prun} deploys it: beside Snapdock in the same server, with the API key in the environment. A person reports a damage with photos of a phone. */
@Tag("own-server")
class ExampleIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String API_KEY = "api-key-of-hosts-in-tests";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ServerProcess server;
    private static URI example;
    private static Browser browser;

    private final Looks look = new Looks();
    private final List<Browser.Watched> pages = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = ServerProcess.start(
                "example",
                ServerSetup.underTest(Map.of())
                        .withBeside(DamagesWar.built())
                        .withEnvironment(Map.of(
                                "SNAPDOCK_API_KEY",
                                "api-key-of-hosts-in-tests",
                                "SNAPDOCK_URL",
                                "http://localhost:" + ServerSetup.PORT + "/snapdock")));
        example = server.base().resolve("/damages/");
        Condition.await("the example to be deployed", LIMIT, () -> get(example) == 200);
        browser = new Browser();
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
        server.assertLogClean();
    }

    @AfterEach
    void looksRight() {
        pages.forEach(page -> page.page().context().close());
        look.assertFaultless();
        assertThat(pages)
                .allSatisfy(page -> assertThat(page.complaints())
                        // Chromium's word on each answer of 409.
                        .allMatch(complaint -> complaint.contains("Failed to load resource")));
    }

    @Test
    void photosOfAPhoneEndInTheReport() {
        var page = openForm(1280);
        look.at(page, "example-1-form");
        fill(page);
        var phone = phone(page);
        phone.send("roof.jpg", Pictures.jpeg(640, 480));
        phone.send("car.jpg", Pictures.jpeg(480, 640));
        awaitPhotos(page, phone, 2);
        look.at(page, "example-2-photos");
        send(page);
        assertThat(page.locator(".done")).containsText("We have your report and its 2 photos");
        assertThat(page.locator("dl")).containsText("Rooftop <Lane> 4 & 5");
        var photos = page.locator(".photos img");
        assertThat(photos).hasCount(2);
        assertThat((Number) photos.first()
                        .evaluate("async (image) => { await image.decode(); return image.naturalWidth; }"))
                .isEqualTo(640);
        look.at(page, "example-3-stored");
        page.goBack();
        assertThat(page).hasURL(Pattern.compile(".*/stored\\?id=.*"));
        page.locator("header a").click();
        assertThat(page.locator(".reports li").first()).containsText("sent");
        look.at(page, "example-4-start");
    }

    /** The browser sends what it has seen; on its way another photo comes. */
    @Test
    void whoHasNotSeenAllPhotosIsAskedAgain() {
        var page = openForm(320);
        look.at(page, "example-5-narrow");
        fill(page);
        var phone = phone(page);
        phone.send("first.jpg", Pictures.jpeg(640, 480));
        awaitPhotos(page, phone, 1);
        page.route("**/damages/report", route -> {
            phone.send("second.jpg", Pictures.jpeg(641, 480));
            route.resume();
        });
        send(page);
        assertThat(page.locator(".fault")).containsText("The photos changed while you sent the report.");
        assertThat(page.locator("#place")).hasValue("Rooftop <Lane> 4 & 5");
        awaitPhotos(page, phone, 2);
        look.at(page, "example-6-narrow-changed");
        page.unroute("**/damages/report");
        send(page);
        assertThat(page.locator(".done")).containsText("2 photos");
    }

    /** A form of one's own making: without photos, and with those of another report. */
    @Test
    void theServerBelievesNoForm() {
        var page = openForm(1280);
        fill(page);
        page.evaluate("() => document.querySelector('snap-dock').remove()");
        send(page);
        assertThat(page.locator(".fault")).containsText("Add at least one photo");

        var phone = phone(page);
        phone.send("theirs.jpg", Pictures.jpeg(640, 480));
        awaitPhotos(page, phone, 1);
        var ticket = value(page);
        var other = openForm(1280);
        assertThat(post(other, "photos", ticket))
                .as("with photos of another report")
                .isEqualTo(409);
        assertThat(post(other, "photos", phone(other).dockId() + ".0"))
                .as("without photos")
                .isEqualTo(409);
        assertThat(post(other, "description", "x".repeat(4_001))).as("too long").isEqualTo(409);
        assertThat(other.evaluate("async () => (await fetch('photo-session?id=unknown')).status"))
                .isEqualTo(403);
    }

    /** Sends the form by hand, one of its values another one. */
    private static Object post(Page page, String name, String value) {
        return page.evaluate("""
                async ([name, value]) => {
                  const form = new URLSearchParams(new FormData(document.querySelector('form')));
                  form.set('place', 'Here');
                  form.set(name, value);
                  return (await fetch('report', { method: 'POST', body: form })).status;
                }
                """, List.of(name, value));
    }

    @Test
    void anotherSiteSendsNothing() throws IOException, InterruptedException {
        var post = HttpRequest.newBuilder(example.resolve("report"))
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HTTP.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(403);
    }

    private Page openForm(int width) {
        var context = width < 600 ? browser.phone(width, 640) : browser.desktop();
        context.setDefaultTimeout(15_000);
        var watched = Browser.open(context, example.toString());
        pages.add(watched);
        watched.page().locator("button.primary").click();
        assertThat(watched.page()).hasURL(Pattern.compile(".*/report\\?id=\\w+"));
        assertThat(watched.page().locator("#status")).hasText("Waiting for your phone");
        return watched.page();
    }

    private static void fill(Page page) {
        page.locator("#kind").selectOption("Storm");
        page.locator("#place").fill("Rooftop <Lane> 4 & 5");
        page.locator("#description").fill("Tiles are missing.");
    }

    private static void send(Page page) {
        page.locator("button:text-is('Send report')").click();
    }

    private static WirePhone phone(Page page) {
        assertThat(page.locator("#join-link")).hasValue(Pattern.compile(".+"));
        return WirePhone.join(server.base(), page.locator("#join-link").inputValue(), "Ana’s phone");
    }

    /** Until the page shows them, and its form would send just these. */
    private static void awaitPhotos(Page page, WirePhone phone, int count) {
        assertThat(page.locator(".tile[data-state=ready]")).hasCount(count);
        var address = server.base().resolve("api/docks/" + phone.dockId());
        var version = Wire.json(Wire.call("GET", address, API_KEY, null)).getInt("version");
        page.waitForCondition(() -> value(page).equals(phone.dockId() + "." + version));
    }

    private static String value(Page page) {
        return (String) page.evaluate("() => document.querySelector('snap-dock').value");
    }

    private static int get(URI address) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
