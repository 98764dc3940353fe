package io.snapdock.tags;

import io.snapdock.host.HostSetting;
import jakarta.servlet.http.HttpServletRequest;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Where browsers load {@code <snap-dock>} from. */
public final class ModuleAddress {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Where the jar {@code inside} puts all of its own. */
    private static final String INSIDE = "/snapdock";

    private ModuleAddress() {}

    /**
     * By {@code snapdock.browser-url}; else in this application, when it has Snapdock inside; else by {@code snapdock.url}. When that names this very server by a name that means another one to each browser, only its path counts.
     *
     * @throws IllegalStateException when neither is set
     */
    public static String of(HttpServletRequest request) {
        Optional<String> forBrowsers = HostSetting.BROWSER_URL.find().or(() -> inside(request));
        return of(forBrowsers, HostSetting.URL::get, request.getLocalPort());
    }

    private static Optional<String> inside(HttpServletRequest request) {
        try {
            return request.getServletContext().getResource(INSIDE + "/snap-dock.js") == null
                    ? Optional.empty()
                    : Optional.of(request.getContextPath() + INSIDE);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(INSIDE, e);
        }
    }

    static String of(Optional<String> forBrowsers, Supplier<String> forServer, int localPort) {
        String base = forBrowsers.orElseGet(() -> seenFromOutside(forServer.get(), localPort));
        return (base.endsWith("/") ? base : base + "/") + "snap-dock.js";
    }

    private static String seenFromOutside(String url, int localPort) {
        URI address = URI.create(url);
        int port = address.getPort() == -1 ? ("https".equals(address.getScheme()) ? 443 : 80) : address.getPort();
        return THIS_MACHINE.contains(String.valueOf(address.getHost())) && port == localPort
                ? address.getRawPath()
                : url;
    }
}
