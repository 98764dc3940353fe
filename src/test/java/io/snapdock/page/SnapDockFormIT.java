package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.snapdock.support.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code <snap-dock>} as a control of a form: what the form sends, when it may, and when it waits. */
@Tag("page")
class SnapDockFormIT extends PageBase {
    private static final double LIMIT_MS = 15_000;
    private static final Page.WaitForFunctionOptions PATIENT = new Page.WaitForFunctionOptions().setTimeout(40_000);
    private static final byte[] LARGE = Pictures.jpegOfSize(1_500_000);

    private WireDock dock;
    private HostForm form;
    private int pictures;

    @Test
    void theFormSendsTheTicketOfWhatIsHere() {
        var page = openForm("");
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        assertThat(value(page)).isEmpty();
        WirePhone.join(BASE, dock.link(), "Ana’s phone").send("IMG_1.jpg", picture());
        add(page);
        assertThat(tiles(page, "ready")).hasCount(2);
        awaitThat(page, () -> ("photos=" + value(page)).equals(form.ticket()));
        page.locator("#send").click();
        assertThat(page.locator("#sent")).isVisible();
        assertThat(form.sent()).containsExactly(form.ticket());
    }

    @Test
    void eachChangeOfThePhotosIsAChangeOfTheValue() {
        var page = openForm("for=\"mirror\"", "<input id=\"mirror\" type=\"hidden\" name=\"old-photos\">");
        page.evaluate("""
                () => {
                  window.changes = [];
                  document.addEventListener('change', ({ target }) => window.changes.push(`${target.localName} ${target.value}`));
                }
                """);
        add(page);
        assertThat(tiles(page, "ready")).hasCount(1);
        awaitThat(page, () -> !value(page).isEmpty());
        var first = value(page);
        assertThat(page.evaluate("() => document.querySelector('#mirror').value"))
                .isEqualTo(first);
        removeFirst(page);
        awaitThat(page, () -> value(page).isEmpty());
        assertThat(page.evaluate("() => window.changes.join()"))
                .isEqualTo("input " + first + ",snap-dock " + first + ",input ,snap-dock ");
    }

    /** A page without reloads shows another record in the same form. */
    @Test
    void thePhotosOfAnotherDockAreNotSent() {
        var page = openForm("for=\"mirror\"", "<input id=\"mirror\" type=\"hidden\" name=\"old-photos\">");
        add(page);
        assertThat(tiles(page, "ready")).hasCount(1);
        awaitThat(page, () -> !value(page).isEmpty());
        var first = value(page);
        var other = HostForm.openDock();
        var sentAtOnce = page.evaluate("""
                ([dock, token]) => {
                  const node = document.querySelector('snap-dock');
                  window.changes = 0;
                  node.addEventListener('change', () => (window.changes += 1));
                  node.getSession = async () => ({ dock, token });
                  return [...new FormData(document.querySelector('form')).values(), node.value, window.changes].join();
                }
                """, List.of(other.id(), other.ownerKey()));
        assertThat(sentAtOnce).isEqualTo(",,,1");
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        new WirePhone(BASE, other.id(), other.ownerKey()).send("IMG_1.jpg", picture());
        assertThat(tiles(page, "ready")).hasCount(1);
        awaitThat(page, () -> value(page).startsWith(other.id()));
        page.evaluate("() => (document.querySelector('#mirror').value = '" + first + "')");
        page.evaluate(
                "() => { const node = document.querySelector('snap-dock'); node.removeAttribute('session'); node.getSession = undefined; }");
        assertThat(value(page)).isEmpty();
        assertThat(page.locator("#mirror")).hasValue("");
        assertThat(page.locator(".tile")).hasCount(0);
    }

    @Test
    void theBrowserSaysWhatIsMissing() {
        var page = openForm("required min=\"2\" max=\"3\"", "<button id=\"draft\" formnovalidate>Save draft</button>");
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        page.locator("#send").click();
        assertThat(page.evaluate("() => document.activeElement.localName")).isEqualTo("snap-dock");
        assertThat(flags(page)).isEqualTo("rangeUnderflow,valueMissing");
        assertThat(HostForm.ask(page, ".validationMessage")).isEqualTo("Add a photo.");

        add(page);
        assertThat(tiles(page, "ready")).hasCount(1);
        awaitThat(page, () -> flags(page).equals("rangeUnderflow"));
        assertThat(HostForm.ask(page, ".validationMessage")).isEqualTo("Add at least 2 photos.");
        add(page);
        awaitThat(page, () -> flags(page).isEmpty());
        assertThat(HostForm.ask(page, ".matches(':state(full)')")).isEqualTo(false);
        add(page);
        awaitThat(page, () -> (Boolean) HostForm.ask(page, ".matches(':state(full)')"));
        add(page);
        awaitThat(page, () -> flags(page).equals("rangeOverflow"));
        page.locator("#send").click();
        assertThat(form.sent()).isEmpty();

        page.locator("#draft").click();
        assertThat(page.locator("#sent")).isVisible();
        assertThat(form.sent()).containsExactly(form.ticket());
    }

    @Test
    void aSubmitWaitsForThePhotosThatCome() {
        var page = openForm("required", "<button id=\"other\" name=\"way\" value=\"express\">Express</button>");
        var held = hold(page);
        page.locator("#other").click();
        assertThat(page.locator("#held")).hasText("The form is sent as soon as all photos are here.");
        assertThat(form.sent()).isEmpty();
        held.finish(201);
        assertThat(page.locator("#sent")).isVisible();
        assertThat(form.sent()).containsExactly(form.ticket() + "&way=express");
    }

    @Test
    void aSubmitMayBeRefusedWhilePhotosCome() {
        var page = openForm("busy=\"block\"");
        var held = hold(page);
        page.locator("#send").click();
        assertThat(flags(page)).isEqualTo("customError");
        assertThat(HostForm.ask(page, ".validationMessage"))
                .isEqualTo("Photos are still on their way. Wait until all have arrived.");
        held.finish(201);
        awaitThat(page, () -> flags(page).isEmpty());
        assertThat(form.sent()).isEmpty();
        page.locator("#send").click();
        assertThat(page.locator("#sent")).isVisible();
    }

    @Test
    void aSubmitMayGoOnWhilePhotosCome() {
        var page = openForm("busy=\"ignore\"");
        var held = hold(page);
        page.locator("#send").click();
        assertThat(page.locator("#sent")).isVisible();
        assertThat(form.sent()).containsExactly("photos=");
        held.finish(201);
    }

    @Test
    void aDraftDoesNotWait() {
        var page = openForm("required", "<button id=\"draft\" formnovalidate>Save draft</button>");
        var held = hold(page);
        page.locator("#draft").click();
        assertThat(page.locator("#sent")).isVisible();
        assertThat(form.sent()).containsExactly("photos=");
        held.finish(201);
    }

    @Test
    void aSealedDockHoldsNothing() {
        var page = openForm("");
        var held = hold(page);
        page.locator("#send").click();
        assertThat(page.locator("#held")).isVisible();
        assertThat(form.sent()).isEmpty();
        HostForm.seal(dock);
        assertThat(page.locator("#sent")).isVisible();
        assertThat(form.sent()).hasSize(1);
        held.abandon();
    }

    @Test
    void aSubmitDoesNotWaitForEverForAServerThatIsAway() {
        provokeNetworkFaults();
        var way = way();
        dock = HostForm.openDock();
        var context = browser().desktop();
        form = HostForm.in(
                context,
                "http://" + way.base().getAuthority(),
                dock,
                "",
                "",
                page -> new HostPage(
                        page.url(),
                        page.head(),
                        page.body().replace(DESKTOP, way.base().toString()),
                        page.headers()));
        var page = open(context, form.address());
        hold(page);
        page.locator("#send").click();
        assertThat(page.locator("#held")).isVisible();
        way.cut();
        page.waitForFunction("() => document.querySelector('snap-dock').validity.customError", null, PATIENT);
        assertThat(HostForm.ask(page, ".validationMessage"))
                .isEqualTo("Photos are still on their way, and the server does not answer. Check your connection.");
        assertThat(page.locator("#held")).isHidden();
        assertThat(page.evaluate("() => document.activeElement.localName")).isEqualTo("snap-dock");
        assertThat(form.sent()).isEmpty();
        way.mend();
        page.waitForFunction("() => document.querySelector('snap-dock').validity.valid", null, PATIENT);
    }

    /** Its texts come late, or never. */
    @Test
    void aFormIsCheckedBeforeThereAreTexts() {
        dock = HostForm.openDock();
        var context = browser().desktop();
        form = HostForm.in(context, HostPage.origin(), dock, "required", "");
        List<Route> late = new ArrayList<>();
        context.route("**/i18n/en.json", late::add);
        var page = open(context, form.address());
        page.waitForCondition(() -> !late.isEmpty());
        page.locator("#send").click();
        assertThat(flags(page)).isEqualTo("valueMissing");
        assertThat(HostForm.ask(page, ".validationMessage"))
                .isEqualTo("The photos of this form are not ready yet. Wait a moment.");
        assertThat(form.sent()).isEmpty();
        late.forEach(Route::resume);
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        assertThat(HostForm.ask(page, ".validationMessage")).isEqualTo("Add a photo.");
    }

    /** The module is in the browser's cache, its texts are not, and the server has another version. */
    @Test
    void theTextsOfAVersionThatIsGoneAreThoseOfThisOne() {
        provokeNetworkFaults();
        dock = HostForm.openDock();
        var context = browser().desktop();
        form = HostForm.in(context, HostPage.origin(), dock, "", "");
        var asked = new ArrayList<String>();
        context.route("**/assets/*/i18n/*", route -> {
            asked.add(route.request().url());
            route.fulfill(new Route.FulfillOptions().setStatus(404));
        });
        var page = open(context, form.address());
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        assertThat(asked).as("its own version's texts").isNotEmpty();
    }

    /** Its phone went away in the middle of it and may never come back. */
    @Test
    void anAbandonedUploadHoldsNothing() {
        var page = openForm("required");
        add(page);
        assertThat(tiles(page, "ready")).hasCount(1);
        hold(page).abandon();
        assertThat(tiles(page, "failed")).hasCount(1);
        page.locator("#send").click();
        assertThat(page.locator("#sent")).isVisible();
        assertThat(form.sent()).containsExactly(form.ticket());
    }

    @Test
    void whatIsDisabledSendsNothingAndTakesNothing() {
        var page = openForm("", "", "<fieldset id=\"set\" disabled>", "</fieldset>");
        assertThat(page.locator(".join")).isHidden();
        assertThat(page.locator(".add")).isHidden();
        WirePhone.join(BASE, dock.link(), "Ana’s phone").send("IMG_1.jpg", picture());
        assertThat(tiles(page, "ready")).hasCount(1);
        assertThat(page.locator(".tile [data-action=remove]")).isHidden();
        page.evaluate("() => (document.querySelector('#set').disabled = false)");
        assertThat(page.locator(".join")).isVisible();
        page.evaluate("() => document.querySelector('snap-dock').setAttribute('readonly', '')");
        assertThat(page.locator(".join")).isHidden();
        tiles(page, "ready").locator("[data-action=open]").click();
        assertThat(page.locator(".viewer-stage img")).isVisible();
        page.keyboard().press("Escape");
        page.locator(".tile [data-action=open]").press("Delete");
        assertThat(page.locator(".tile-question")).hasCount(0);
        assertThat(page.evaluate("() => new FormData(document.querySelector('form')).get('photos')"))
                .isEqualTo(value(page));
    }

    /** Another dock would be a change, too. */
    @Test
    void whatIsFixedOffersNoOtherDock() {
        var page = openForm("readonly");
        awaitStream(page);
        HostForm.seal(dock);
        HostForm.claim(dock);
        assertThat(page.locator("#ended-title")).hasText("The photos were handed over");
        var another = page.locator("[data-action=open-dock]");
        assertThat(another).isHidden();
        page.evaluate("() => document.querySelector('snap-dock').removeAttribute('readonly')");
        assertThat(another).isVisible();
        page.evaluate("() => document.querySelector('snap-dock').setAttribute('disabled', '')");
        assertThat(another).isHidden();
        page = openForm("readonly");
        awaitStream(page);
        dock.close();
        assertThat(page.locator("#ended-text")).not().containsText("A new dock");
    }

    /** There is no stream to be had any more. */
    @Test
    void aDockThatIsOverIsSaidToBeSoAndNotAskedForItsStream() {
        var page = openForm("");
        awaitStream(page);
        HostForm.seal(dock);
        HostForm.claim(dock);
        assertThat(page.locator("#ended-title")).hasText("The photos were handed over");
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url().replaceAll(".*/|\\?.*", "")));
        page.reload();
        assertThat(page.locator("#ended-title")).hasText("The photos were handed over");
        page.evaluate("async () => { await (await fetch('/claims/session')).json(); }");
        assertThat(asked).contains(dock.id()).doesNotContain("events");
    }

    @Test
    void aResetKeepsThePhotosUnlessItShallNot() {
        var page = openForm("");
        add(page);
        assertThat(tiles(page, "ready")).hasCount(1);
        page.evaluate("() => document.querySelector('form').reset()");
        assertThat(tiles(page, "ready")).hasCount(1);
        page.evaluate("() => document.querySelector('snap-dock').setAttribute('reset', 'remove')");
        page.evaluate("""
                async () => {
                  const node = document.querySelector('snap-dock');
                  node.setAttribute('readonly', '');
                  document.querySelector('form').reset();
                  await node.refresh();
                  node.removeAttribute('readonly');
                }
                """);
        assertThat(tiles(page, "ready")).hasCount(1);
        assertThat(dock.snapshot().getJsonArray("photos")).hasSize(1);
        page.evaluate("() => document.querySelector('form').reset()");
        assertThat(page.locator(".tile")).hasCount(0);
        assertThat(dock.snapshot().getJsonArray("photos")).isEmpty();
    }

    @Test
    void theHostMayKeepAPhotoFromBeingRemoved() {
        var page = openForm("");
        add(page);
        assertThat(tiles(page, "ready")).hasCount(1);
        page.evaluate("""
                () => document.querySelector('form').addEventListener('snap-remove', (event) => {
                  window.asked = event.detail.photo.name;
                  event.preventDefault();
                }, { once: true })
                """);
        removeFirst(page);
        assertThat(page.evaluate("() => window.asked")).isEqualTo("IMG_1.jpg");
        assertThat(tiles(page, "ready")).hasCount(1);
        removeFirst(page);
        assertThat(page.locator(".tile")).hasCount(0);
    }

    /** The browser goes back to a page that it has to load anew. */
    @Test
    void backAgainThePhotosAreStillThere() {
        var page = openForm("");
        add(page);
        assertThat(tiles(page, "ready")).hasCount(1);
        page.locator("#send").click();
        assertThat(page.locator("#sent")).isVisible();
        page.goBack();
        assertThat(tiles(page, "ready")).hasCount(1);
        awaitThat(page, () -> ("photos=" + value(page)).equals(form.ticket()));
    }

    /** In the middle of a photo's bytes the host ends the session. */
    @Test
    void aSessionThatEndsIsRenewedAndNothingIsLost() {
        provokeNetworkFaults();
        var page = openForm("");
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        assertThat(form.sessions()).isEqualTo(1);
        page.route("**/uploads/*", route -> {
            if (route.request().method().equals("PATCH") && form.sessions() == 1) {
                form.endSessions();
            }
            route.resume();
        });
        add(page);
        assertThat(tiles(page, "ready")).hasCount(1);
        assertThat(form.sessions()).isGreaterThan(1);
        assertThat(dock.snapshot().getJsonArray("photos")).hasSize(1);
        WirePhone.join(BASE, dock.link(), "Ana’s phone").send("IMG_2.jpg", picture());
        assertThat(tiles(page, "ready")).hasCount(2);
        assertThat(tiles(page, "ready").locator("img")).hasCount(2);
    }

    /** The host gives this person no other one. */
    @Test
    void whoLoggedOutSeesNothingMore() {
        provokeNetworkFaults();
        var page = openForm("");
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        page.route("**/claims/session", route -> route.fulfill(new Route.FulfillOptions().setStatus(403)));
        form.endSessions();
        assertThat(page.locator("#ended-title")).isVisible();
        assertThat(HostForm.ask(page, ".state")).isEqualTo("ended");
    }

    /** The host's session is over, and its address leads to a page of sign-in. */
    @Test
    void aPageOfSignInEndsIt() {
        provokeNetworkFaults();
        var page = openForm("");
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        page.route(
                "**/claims/session",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<!doctype html><title>Sign in</title>")));
        form.endSessions();
        assertThat(page.locator("#ended-title")).isVisible();
        page.reload();
        assertThat(page.locator("#failed-title")).hasText("No dock could be opened");
    }

    /** A page shows one record after another, and what it asked for the first comes last. */
    @Test
    void aLateSessionOfAnotherDockTakesNothingAway() {
        var page = openForm("");
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        var other = HostForm.openDock();
        page.evaluate("""
                (other) => {
                  const node = document.querySelector('snap-dock');
                  node.getSession = () => new Promise((resolve) => (window.late = () => resolve({ dock: other, token: 'st_none' })));
                }
                """, other.id());
        page.waitForFunction("() => window.late");
        page.evaluate(
                "() => (document.querySelector('snap-dock').getSession = async () => (await fetch('/claims/session')).json())");
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        page.evaluate("() => window.late()");
        add(page);
        assertThat(tiles(page, "ready")).hasCount(1);
        removeFirst(page);
        assertThat(tiles(page, "ready")).hasCount(0);
    }

    /** All tabs read by the session of one of them; the one that is refused takes nothing from the others. */
    @Test
    void whoIsRefusedInOneTabGoesOnInAnother() {
        provokeNetworkFaults();
        var leading = openForm("");
        assertThat(leading.locator("#status")).hasText("Waiting for your phone");
        var following = open(leading.context(), form.address());
        assertThat(following.locator("#status")).hasText("Waiting for your phone");
        leading.route("**/claims/session", route -> route.fulfill(new Route.FulfillOptions().setStatus(403)));
        form.endSessions();
        assertThat(leading.locator("#ended-title")).isVisible();
        WirePhone.join(BASE, dock.link(), "Ana’s phone").send("IMG_1.jpg", picture());
        assertThat(tiles(following, "ready")).hasCount(1);
        assertThat(following.locator("#ended-title")).isHidden();
    }

    /** What it throws is its network; who is refused is told by null. */
    @Test
    void theHostsFunctionMayFailForAWhile() {
        provokeNetworkFaults();
        var page = openForm("");
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        page.evaluate("""
                () => {
                  const node = document.querySelector('snap-dock');
                  window.failures = 1;
                  window.heard = [];
                  node.addEventListener('snap-error', ({ detail }) => window.heard.push(detail.code));
                  node.removeAttribute('session');
                  node.getSession = async () => {
                    if (window.isOut) {
                      return null;
                    }
                    if (window.failures-- > 0) {
                      throw new TypeError('Failed to fetch');
                    }
                    return (await fetch('/claims/session')).json();
                  };
                }
                """);
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        add(page);
        assertThat(tiles(page, "ready")).hasCount(1);
        assertThat(page.evaluate("() => window.heard.join()")).isEqualTo("network");

        page.evaluate("() => (window.failures = 1)");
        form.endSessions();
        add(page);
        assertThat(tiles(page, "ready")).hasCount(2);
        assertThat(page.evaluate("() => window.failures")).isNotEqualTo(1);
        assertThat(HostForm.ask(page, ".state")).isEqualTo("open");

        page.evaluate("() => (window.isOut = true)");
        form.endSessions();
        assertThat(page.locator("#ended-title")).isVisible();
    }

    @Test
    void aSessionThatMayOnlyLookOffersNothingElse() {
        dock = HostForm.openDock();
        WirePhone.join(BASE, dock.link(), "Ana’s phone").send("IMG_1.jpg", picture());
        var context = browser().desktop();
        form = HostForm.in(context, HostPage.origin(), dock, "", "");
        form.grant("\"view\"");
        var page = open(context, form.address());
        assertThat(tiles(page, "ready")).hasCount(1);
        assertThat(page.locator(".join")).isHidden();
        assertThat(page.locator(".add")).isHidden();
        assertThat(page.locator(".tile [data-action=remove]")).isHidden();
        assertThat(page.waitForDownload(() -> page.locator("#save-all").click()).suggestedFilename())
                .isEqualTo("photos.zip");
    }

    private Page openForm(String attributes) {
        return openForm(attributes, "");
    }

    private Page openForm(String attributes, String more) {
        return openForm(attributes, more, "", "");
    }

    private Page openForm(String attributes, String more, String before, String after) {
        dock = HostForm.openDock();
        var context = browser().desktop();
        form = HostForm.in(
                context,
                HostPage.origin(),
                dock,
                attributes,
                more,
                page -> new HostPage(
                        page.url(),
                        page.head(),
                        page.body()
                                .replace("<snap-dock", before + "<snap-dock")
                                .replace("</snap-dock>", "</snap-dock>" + after),
                        page.headers()));
        return open(context, form.address());
    }

    /** One that is begun after the dock's end finds none. */
    private static void awaitStream(Page page) {
        assertThat(page.locator("snap-stream-state")).hasAttribute("data-state", "live");
    }

    private byte[] picture() {
        pictures++;
        return Pictures.jpeg(320 + pictures, 240);
    }

    private void add(Page page) {
        var bytes = picture();
        assertThat(page.locator("#add-photos")).isEnabled();
        page.locator("#add-photos").setInputFiles(jpeg("IMG_" + pictures + ".jpg", bytes));
    }

    /** A photo of a phone that is half-way. */
    private WirePhone.HeldUpload hold(Page page) {
        assertThat(page.locator("#join-link")).not().hasValue("");
        var held = WirePhone.join(BASE, dock.link(), "Ana’s phone").hold("IMG_0.jpg", LARGE, 0);
        assertThat(tiles(page, "uploading")).hasCount(1);
        awaitThat(page, () -> (Boolean) HostForm.ask(page, ".matches(':state(busy)')"));
        return held;
    }

    private static void removeFirst(Page page) {
        page.locator(".tile [data-action=open]").first().press("Delete");
        page.locator("[data-action=confirm-remove]").click();
    }

    private static String value(Page page) {
        return (String) HostForm.ask(page, ".value");
    }

    private static String flags(Page page) {
        return (String) page.evaluate("""
                () => {
                  const { validity } = document.querySelector('snap-dock');
                  return ['customError', 'rangeOverflow', 'rangeUnderflow', 'valueMissing'].filter((flag) => validity[flag]).join();
                }
                """);
    }

    private static void awaitThat(Page page, BooleanSupplier holds) {
        page.waitForCondition(holds, new Page.WaitForConditionOptions().setTimeout(LIMIT_MS));
    }
}
