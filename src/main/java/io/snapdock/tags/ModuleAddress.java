package io.snapdock.tags;

import io.snapdock.host.HostSetting;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Where browsers load {@code <snap-dock>} from. */
public final class ModuleAddress {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private ModuleAddress() {}

    /**
     * By {@code snapdock.browser-url}; else by {@code snapdock.url}. When that names this very server by a name that means another one to each browser, only its path counts.
     *
     * @throws IllegalStateException when neither is set
     */
    public static String of(HttpServletRequest request) {
        return of(HostSetting.BROWSER_URL.find(), HostSetting.URL::get, request.getLocalPort());
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
