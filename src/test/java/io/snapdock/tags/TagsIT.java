package io.snapdock.tags;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.snapdock.support.Browser;
import io.snapdock.support.Condition;
import io.snapdock.support.DamagesWar;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import io.snapdock.support.ServerSetup;
import jakarta.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tags for Faces and for JSP in the pages of a host application beside Snapdock, in Chromium. They keep to the example's policy: nothing inline, nothing of other origins. */
@Tag("own-server")
class TagsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String API_KEY = "api-key-of-hosts-in-tests";

    private static ServerProcess server;
    private static URI host;
    private static DockClient client;
    private static Browser browser;
    private static int damages;

    private final String damage = "T-" + ++damages;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<Browser.Watched> pages = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = ServerProcess.start(
                "tags",
                ServerSetup.underTest(Map.of("snapdock.create", "key"))
                        .withBeside(DamagesWar.makeWithTags(folder))
                        .withEnvironment(Map.of(
                                "SNAPDOCK_API_KEY",
                                API_KEY,
                                "SNAPDOCK_URL",
                                "http://localhost:" + ServerSetup.PORT + "/snapdock")));
        client = new DockClient(server.base());
        host = server.base().resolve("/damages/");
        Condition.await(
                "the pages to be deployed",
                LIMIT,
                () -> new DockClient(host).call("GET", "").send().status() == 200);
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
    void nothingComplained() {
        contexts.forEach(BrowserContext::close);
        assertThat(pages).allSatisfy(page -> assertThat(page.complaints()).isEmpty());
    }

    @Test
    void aFormOfFacesSendsItsPhotos() {
        var page = open("form.xhtml", damage);
        var sent = List.of(send(damage, 1), send(damage, 2));
        assertThat(tiles(page)).hasCount(2);
        page.locator("[id='form:place']").fill("Berlin");
        page.locator("[id='form:send']").click();
        page.waitForURL("**sent=true**");
        assertThat(stored(damage)).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(page.locator("snap-dock #ended-title")).hasText("The photos were handed over");
    }

    @Test
    void facesHearsOfEachPhoto() {
        var page = open("form.xhtml", damage);
        send(damage, 1);
        assertThat(page.locator("[id='form:total']")).hasText(ticket(damage));
        send(damage, 2);
        assertThat(page.locator("[id='form:total']")).hasText(ticket(damage));
    }

    @Test
    void anErrorOfAnotherFieldLosesNoPhotos() {
        var page = open("form.xhtml", damage);
        var sent = send(damage, 1);
        assertThat(tiles(page)).hasCount(1);
        page.locator("[id='form:send']").click();
        assertThat(page.locator("[id='form:place-message']")).not().isEmpty();
        assertThat(page.locator("[id='form:photos-message']")).isEmpty();
        assertThat(tiles(page)).hasCount(1);
        page.locator("[id='form:place']").fill("Berlin");
        page.locator("[id='form:send']").click();
        page.waitForURL("**sent=true**");
        assertThat(stored(damage)).containsExactly(sent);
    }

    /** Its ticket is that of the moment before the photo. */
    @Test
    void whoHasNotSeenAllPhotosIsAskedAgain() {
        var page = open("form.xhtml", damage);
        var sent = send(damage, 1);
        assertThat(page.locator("[id='form:total']")).hasText(ticket(damage));
        page.locator("[id='form:place']").fill("Berlin");
        page.evaluate(
                "(ticket) => { document.getElementById('form:photos_ticket').value = ticket; }",
                form(damage).id() + ".0");
        page.locator("[id='form:unchecked']").click();
        assertThat(page.locator("[id='form:photos-message']")).containsText("(dock-changed)");
        assertThat(stored(damage)).isEmpty();
        assertThat(page.locator("[id='form:photos_ticket']")).hasValue(ticket(damage));
        page.locator("[id='form:send']").click();
        page.waitForURL("**sent=true**");
        assertThat(stored(damage)).containsExactly(sent);
    }

    @Test
    void whatIsRenderedAgainGoesOn() {
        var page = open("form.xhtml", damage);
        send(damage, 1);
        assertThat(page.locator("[id='form:total']")).hasText(ticket(damage));
        renderAgain(page);
        assertThat(tiles(page)).hasCount(1);
        send(damage, 2);
        assertThat(tiles(page)).hasCount(2);
        assertThat(page.locator("[id='form:total']")).hasText(ticket(damage));
        page.locator("[id='form:place']").fill("Berlin");
        page.locator("[id='form:send']").click();
        page.waitForURL("**sent=true**");
        assertThat(stored(damage)).hasSize(2);
    }

    @Test
    void aFileOnItsWayGoesOnWhenItIsRenderedAgain() {
        var page = open("form.xhtml", damage);
        List<Route> held = new ArrayList<>();
        page.route("**/uploads/*", route -> {
            if (held.isEmpty() && route.request().method().equals("PATCH")) {
                held.add(route);
            } else {
                route.resume();
            }
        });
        page.locator("snap-dock #add-photos")
                .setInputFiles(new FilePayload("IMG_1.jpg", "image/jpeg", Pictures.jpegOfSize(300_000)));
        page.waitForCondition(() -> !held.isEmpty());
        renderAgain(page);
        assertThat(tiles(page)).hasCount(1);
        assertThat(page.locator("[id='form:photos_ticket']")).hasValue(ticket(damage));
    }

    /** Somebody's own script has Faces render the whole form. */
    private static void renderAgain(Page page) {
        page.evaluate("() => { document.querySelector('snap-dock').isOld = true; }");
        page.evaluate(
                "() => faces.ajax.request(document.getElementById('form:send'), null, { execute: 'form:place', render: '@form' })");
        page.waitForFunction("() => !document.querySelector('snap-dock').isOld");
    }

    @Test
    void facesItselfWantsAPhoto() {
        var page = open("form.xhtml", damage);
        page.locator("[id='form:place']").fill("Berlin");
        page.locator("[id='form:send']").click();
        assertThat(page.evaluate("() => document.querySelector('snap-dock').validity.valueMissing"))
                .isEqualTo(true);
        page.locator("[id='form:unchecked']").click();
        assertThat(page.locator("[id='form:photos-message']")).containsText("required");
        assertThat(stored(damage)).isEmpty();
    }

    @Test
    void aTicketOfAnotherFormIsRefused() {
        send(damage + "-other", 1);
        var page = open("form.xhtml", damage);
        page.locator("[id='form:place']").fill("Berlin");
        page.evaluate(
                "(ticket) => { document.getElementById('form:photos_ticket').value = ticket; }",
                ticket(damage + "-other"));
        page.locator("[id='form:unchecked']").click();
        assertThat(page.locator("[id='form:photos-message']"))
                .hasText("These are not the photos of this form. Load the page again.");
        assertThat(stored(damage)).isEmpty();
    }

    @Test
    void eachRowHasItsOwnPhotos() {
        var page = open("several.xhtml", damage);
        assertThat(page.locator("snap-dock")).hasCount(2);
        var first = send(damage + "-a", 1);
        var second = List.of(send(damage + "-b", 2), send(damage + "-b", 3));
        assertThat(page.locator("[id='form:damages:0:photos'] .tile[data-state=ready]"))
                .hasCount(1);
        assertThat(page.locator("[id='form:damages:1:photos'] .tile[data-state=ready]"))
                .hasCount(2);
        assertThat(page.locator("[id='form:damages:0:total']")).hasText(ticket(damage + "-a"));
        assertThat(page.locator("[id='form:damages:1:total']")).hasText(ticket(damage + "-b"));
        page.locator("[id='form:send']").click();
        Condition.await("both are stored", LIMIT, () -> stored(damage + "-b").size() == 2);
        assertThat(stored(damage + "-a")).containsExactly(first);
        assertThat(stored(damage + "-b")).containsExactlyInAnyOrderElementsOf(second);
    }

    @Test
    void aFormOfAJspSendsItsPhotos() {
        var page = open("form.jsp", damage);
        var sent = send(damage, 1);
        assertThat(tiles(page)).hasCount(1);
        page.locator("#send").click();
        assertThat(page.locator("#sent")).hasText("Thank you");
        assertThat(stored(damage)).containsExactly(sent);
    }

    /** Snapdock takes no such name, and the page stays whole. */
    @Test
    void whatStandsInAReferenceIsNoMarkup() {
        for (var name : List.of("form.xhtml", "form.jsp")) {
            var page = watch(browser.desktop(), name, damage + "\"'><img id=evil>&amp;")
                    .page();
            assertThat(page.locator("snap-dock")).hasCount(1);
            assertThat(page.locator("#evil")).hasCount(0);
            assertThat(page.locator("snap-dock"))
                    .hasAttribute(
                            "session",
                            "/damages/snapdock-session?ref=damage-" + damage + "%22%27%3E%3Cimg+id%3Devil%3E%26amp%3B");
        }
        pages.clear();
    }

    @Test
    void onlyWhatAPageHasShownIsToBeHad() {
        var page = open("form.xhtml", damage);
        assertThat(ask(page, "damage-" + damage, "body.token.slice(0, 3)")).isEqualTo("200 st_");
        assertThat(ask(page, "damage-" + damage + "-other", "body.code")).isEqualTo("403 session-refused");
        var another = open("form.xhtml", damage + "-other");
        assertThat(ask(another, "damage-" + damage, "body.code")).isEqualTo("403 session-refused");
        var answer = new DockClient(host)
                .call("GET", "snapdock-session?ref=damage-" + damage)
                .odd()
                .send();
        assertThat(answer.status()).isEqualTo(403);
        pages.clear();
    }

    /** Whatever a browser makes of the page. */
    @Test
    void whoMayOnlyLookMayDoNothingElse() {
        var page = open("form.xhtml", damage + "&sent=true");
        assertThat(ask(page, "damage-" + damage, "body.code")).isEqualTo("403 session-refused");
        var token = (String)
                page.evaluate(
                        "async () => (await (await fetch(document.querySelector('snap-dock').getAttribute('session'))).json()).token");
        var dock = form(damage);
        client.call("POST", "api/docks/" + dock.id() + "/photos?name=a.jpg")
                .key(token)
                .body("image/jpeg", Pictures.jpeg(320, 200))
                .send()
                .expect(403);
        pages.clear();
    }

    /** @return the status and something of the answer */
    private static Object ask(Page page, String ref, String what) {
        return page.evaluate(
                "async (ref) => { const answer = await fetch('snapdock-session?ref=' + ref); const body = await answer.json(); return answer.status + ' ' + "
                        + what + "; }",
                ref);
    }

    /** A page whose elements hear of what happens from now on. */
    private Page open(String name, String id) {
        var page = watch(browser.desktop(), name, id).page();
        for (var dock : page.locator("snap-dock").all()) {
            assertThat(dock.locator("snap-stream-state")).hasAttribute("data-state", "live");
        }
        return page;
    }

    private Browser.Watched watch(BrowserContext context, String name, String id) {
        contexts.add(context);
        var query = id.contains("&sent") ? id : URLEncoder.encode(id, StandardCharsets.UTF_8);
        var watched = Browser.open(context, host + name + "?id=" + query);
        pages.add(watched);
        return watched;
    }

    private static Locator tiles(Page page) {
        return page.locator("snap-dock .tile[data-state=ready]");
    }

    private static OpenDock form(String name) {
        var session = hostCall(name, "/photos-session").send().expect(200).json();
        return new OpenDock(
                client,
                Json.createObjectBuilder()
                        .add("id", session.getString("dock"))
                        .add("ownerKey", session.getString("token"))
                        .build());
    }

    /** @return the line of it that the host's table is to have */
    private static String send(String name, int number) {
        var photo = form(name).photo(Pictures.jpeg(320 + number, 200), "?name=p" + number + ".jpg");
        return name + " " + photo.getString("id") + " p" + number + ".jpg " + photo.getString("sha256");
    }

    private static String ticket(String name) {
        var dock = form(name);
        return dock.id() + "." + dock.snapshot().getInt("version");
    }

    private static List<String> stored(String name) {
        var text = hostCall(name, "").send().expect(200).text();
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    private static DockClient.Call hostCall(String name, String below) {
        return new DockClient(host).call("GET", "api/damages/" + name + below);
    }
}
