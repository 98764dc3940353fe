package io.snapdock.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A page of a host application: its own address, its own policy, its own words. Made up in the browser; nobody serves it. */
record HostPage(String url, String head, String body, Map<String, String> headers) {
    /** In the shared server's {@code snapdock.cors.origins}. */
    static final String ANOTHER_SITE = "https://app.example.org";

    /** Beside Snapdock, at the same origin. */
    static HostPage beside(String body) {
        return at(origin() + "/claims/2026/4711", body);
    }

    static HostPage at(String url, String body) {
        return new HostPage(url, "", body, Map.of());
    }

    HostPage withHead(String more) {
        return new HostPage(url, head + more, body, headers);
    }

    HostPage with(String header, String value) {
        var all = new TreeMap<>(headers);
        all.put(header, value);
        return new HostPage(url, head, body, all);
    }

    /** Snapdock's origin. */
    static String origin() {
        return "http://" + URI.create(PageBase.DESKTOP).getAuthority();
    }

    /** From now on the browser gets this page at its address. */
    HostPage in(BrowserContext context) {
        // Chromium asks the person before a page of the internet may speak with this machine, on which these tests'
        // server runs.
        context.grantPermissions(List.of("local-network-access"));
        context.route(
                url,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html;charset=utf-8")
                        .setHeaders(headers)
                        .setBody("<!doctype html><html lang=\"en\"><head><title>Claim 4711</title>" + head
                                + "</head><body>" + body + "</body></html>")));
        return this;
    }
}
