package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.HostClient;
import io.snapdock.support.Pictures;
import java.util.HashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the phone's page says while a host takes the photos over: it keeps what was not sent, and says where the photos are in the end, also after a reload. */
@Tag("page")
class HandedOverIT extends PageBase {

    private final HostClient host = HostClient.ofShared(new DockClient(BASE));
    private final Looks look = new Looks();

    @AfterEach
    void looksRight() {
        look.assertFaultless();
    }

    @Test
    void thePhoneKeepsWhatIsLateAndSaysWhereThePhotosAre() {
        provokeNetworkFaults();
        var dock = host.open("""
                {"brand": {"name": "Hagel & Söhne"}, "returnUrl": "https://app.example.org/damage/4711"}""");
        var link = dock.joinUrl();
        var page = open(browser().phone(), BASE + link.substring(link.lastIndexOf("p#")));
        assertThat(status(page)).hasText("Ready for your photos");
        choose(page, "first.jpg", Pictures.jpeg(300, 200));
        assertThat(status(page)).hasText("Your photo has arrived");

        step(dock, "seal", "{}");
        assertThat(status(page)).hasText("The form was submitted");
        assertThat(page.locator("#pickers")).isHidden();
        look.at(page, "phone-390-11-sealed");
        step(dock, "reopen", "{}");
        assertThat(status(page)).hasText("Your photo has arrived");

        // Its photo is on its way when the form is submitted.
        var network = SlowNetwork.of(page);
        choose(page, "late.jpg", Pictures.jpegOfSize(3_000_000));
        assertThat(rows(page, "sending")).hasCount(1);
        step(dock, "seal", "{\"waitSeconds\": 0}");
        // It is refused by now. Chromium tells of that only when its slow line has taken the rest of the piece.
        network.end();
        assertThat(page.locator("#status-detail")).containsText("1 photo was not sent before. It stays here");
        assertThat(rows(page, "waiting")).containsText("Not sent. It waits until the form is opened again.");
        look.at(page, "phone-390-12-sealed-late");
        step(dock, "reopen", "{}");
        assertThat(status(page)).hasText("All 2 photos have arrived");

        step(dock, "seal", "{}");
        step(dock, "claim", "{\"claimId\": \"4711\"}");
        assertHandedOver(page);
        look.at(page, "phone-390-13-handed");
        page.reload();
        assertHandedOver(page);
        host.call("DELETE", dock.path("")).send().expect(204);
        assertThat(status(page)).hasText("Handed over to Hagel & Söhne");
    }

    private static void assertHandedOver(Page page) {
        assertThat(status(page)).hasText("Handed over to Hagel & Söhne");
        assertThat(page.locator("#way-back")).hasText("Back to the form");
        assertThat(page.locator("#way-back")).hasAttribute("href", "https://app.example.org/damage/4711");
        assertThat(page.locator("#pickers")).isHidden();
    }

    @Test
    void theDesktopSaysWhereThePhotosAre() {
        provokeNetworkFaults();
        var context = browser().desktop();
        // The page opens a dock of the host's, as one does in the host's own page.
        context.route("**/api/docks", route -> {
            var headers = new HashMap<>(route.request().headers());
            headers.put("Authorization", "Bearer " + host.key());
            route.resume(new Route.ResumeOptions().setHeaders(headers));
        });
        var desktop = open(context, DESKTOP);
        assertThat(desktop.locator("html")).hasAttribute("data-stream", "live");
        assertThat(desktop.locator("#join-link")).hasValue(Pattern.compile(".+"));
        var link = desktop.locator("#join-link").inputValue();
        String path = "api/docks/" + link.substring(link.lastIndexOf('#') + 1).split("\\.", 2)[0];
        host.post(path + "/seal", "{}").expect(200);
        assertThat(desktop.locator("#notices")).containsText("The form was submitted.");
        host.post(path + "/claim", "{\"claimId\": \"4711\"}").expect(200);
        assertThat(desktop.locator("#ended-title")).hasText("The photos were handed over");
        look.at(desktop, "desktop-en-handed");
    }

    private void step(OpenDock dock, String step, String json) {
        host.post(dock.path("/" + step), json).expect(200);
    }

    private static void choose(Page page, String name, byte[] picture) {
        page.locator("#choose-photos").setInputFiles(jpeg(name, picture));
    }

    private static Locator status(Page page) {
        return page.locator("#status");
    }

    private static Locator rows(Page page, String state) {
        return page.locator(".upload[data-state=" + state + "]");
    }
}
