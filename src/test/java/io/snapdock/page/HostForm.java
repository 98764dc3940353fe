package io.snapdock.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.snapdock.support.SharedSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A host application's form with {@code <snap-dock>} in it, and what was sent by it. */
final class HostForm {
    private static final String API_KEY = SharedSettings.get("snapdock.api-key");

    private final String origin;
    private final WireDock dock;
    private final List<String> sent = new ArrayList<>();
    private int sessions;
    private String rights = "\"view\", \"add\", \"remove\", \"order\"";

    private HostForm(String origin, WireDock dock) {
        this.origin = origin;
        this.dock = dock;
    }

    /**
     * @param origin of the host's page
     * @param attributes of the element
     * @param more of the form, after the element
     */
    static HostForm in(BrowserContext context, String origin, WireDock dock, String attributes, String more) {
        return in(context, origin, dock, attributes, more, page -> page);
    }

    /** @param finish what the page has besides */
    static HostForm in(
            BrowserContext context,
            String origin,
            WireDock dock,
            String attributes,
            String more,
            UnaryOperator<HostPage> finish) {
        var form = new HostForm(origin, dock);
        var body = """
                <main><h1>Report damage</h1>
                <form id="form" action="/claims/sent"><label for="photos">Photos</label>
                <snap-dock id="photos" name="photos" session="/claims/session" %s></snap-dock>%s
                <p><button id="send">Send report</button></p></form></main>
                <script type="module" src="%ssnap-dock.js"></script>
                """.formatted(attributes, more, PageBase.DESKTOP);
        finish.apply(HostPage.at(form.address(), body)).in(context);
        context.route(origin + "/claims/session", form::answerSession);
        context.route(origin + "/claims/sent**", form::receive);
        return form;
    }

    /** As a host's backend does it. */
    static WireDock openDock() {
        return WireDock.open(URI.create(PageBase.DESKTOP), "{\"ttlSeconds\": 86400}", API_KEY);
    }

    void answerSession(Route route) {
        sessions++;
        var answer = Wire.json(call("POST", "", "{\"rights\": [%s], \"user\": \"ana\"}".formatted(rights)));
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody("{\"dock\": \"%s\", \"token\": \"%s\"}".formatted(dock.id(), answer.getString("token"))));
    }

    /** As a host does it that takes the photos over, without waiting for those on their way. */
    static void seal(WireDock dock) {
        var url = URI.create(PageBase.DESKTOP).resolve("api/docks/" + dock.id() + "/seal");
        Wire.call("POST", url, API_KEY, "{\"waitSeconds\": 0}");
    }

    /** As it does it when it has its copies. */
    static void claim(WireDock dock) {
        var url = URI.create(PageBase.DESKTOP).resolve("api/docks/" + dock.id() + "/claim");
        Wire.call("POST", url, API_KEY, "{\"claimId\": \"4711\"}");
    }

    private String call(String method, String query, String json) {
        var url = URI.create(PageBase.DESKTOP).resolve("api/docks/" + dock.id() + "/sessions" + query);
        return Wire.call(method, url, API_KEY, json);
    }

    /** The person logged out, or the time is over. */
    void endSessions() {
        call("DELETE", "?user=ana", null);
    }

    /** What those that are begun from now on may do, as in JSON. */
    void grant(String rights) {
        this.rights = rights;
    }

    private void receive(Route route) {
        var query = route.request().url();
        sent.add(query.contains("?") ? query.substring(query.indexOf('?') + 1) : "");
        route.fulfill(new Route.FulfillOptions()
                .setContentType("text/html")
                .setBody("<!doctype html><html lang=\"en\"><title>Sent</title><h1 id=\"sent\">Thank you</h1>"));
    }

    String address() {
        return origin + "/claims/4711";
    }

    /** How often the element asked the host for a session. */
    int sessions() {
        return sessions;
    }

    /** The queries that were sent so far. */
    List<String> sent() {
        return sent;
    }

    /** What the host gets when all photos of now are sent. */
    String ticket() {
        return "photos=" + dock.id() + "." + dock.snapshot().getInt("version");
    }

    static Locator element(Page page) {
        return page.locator("snap-dock");
    }

    static Object ask(Page page, String expression) {
        return page.evaluate("() => document.querySelector('snap-dock')" + expression);
    }
}
