package io.snapdock.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What proxies say of the request that they took: {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}, as nginx, Apache and
 * cloud balancers send them, or {@code Forwarded} (RFC 7239) where there is none of those. Only for requests from trusted proxies; anyone can send
 * these headers, and a proxy that sets the one kind may pass on the other.
 */
final class ForwardedHeaders {

    private static final List<String> OF_PROXIES =
            List.of("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port");

    /** RFC 7239, section 4: pairs by semicolons, the value a token or a quoted string. */
    private static final Pattern PAIR = Pattern.compile("\\s*([A-Za-z]+)=(\"([^\"]*)\"|[^;,\"]*)\\s*");

    /** An IPv4 address or one in brackets, with a port. */
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+|\\[[^\\]]*\\]):[0-9_A-Za-z.-]+");

    private ForwardedHeaders() {}

    /** The addresses that each proxy saw, without ports, the nearest one's last. Several lines of a header are one list (RFC 9110, 5.3). */
    static List<String> addresses(HttpServletRequest request) {
        List<String> listed = list(request, "X-Forwarded-For");
        List<String> hops = listed.isEmpty() && !hasXForwarded(request)
                ? list(request, "Forwarded").stream()
                        .map(hop -> pair(hop, "for"))
                        .toList()
                : listed;
        return hops.stream().map(ForwardedHeaders::withoutPort).toList();
    }

    /**
     * The address that the client used.
     *
     * @param direct the one that the nearest proxy used
     */
    static Origin apply(HttpServletRequest request, Origin direct) {
        if (!hasXForwarded(request)) {
            List<String> hops = list(request, "Forwarded");
            return hops.isEmpty() ? direct : apply(pair(hops.get(0), "proto"), pair(hops.get(0), "host"), "", direct);
        }
        return apply(
                first(request, "X-Forwarded-Proto"),
                first(request, "X-Forwarded-Host"),
                first(request, "X-Forwarded-Port"),
                direct);
    }

    private static Origin apply(String proto, String host, String port, Origin direct) {
        String scheme = "https".equalsIgnoreCase(proto) || "http".equalsIgnoreCase(proto)
                ? proto.toLowerCase(Locale.ROOT)
                : direct.scheme();
        int known = port.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(port) : Origin.usualPort(scheme);
        if (host.isEmpty()) {
            // The proxy kept the Host header: without a port in it, the port is the usual one of the client's scheme.
            return new Origin(scheme, direct.host(), direct.hasUsualPort() ? known : direct.port());
        }
        return PublicAddress.parse(scheme + "://" + host)
                .map(URI::create)
                .map(uri -> new Origin(scheme, uri.getHost(), uri.getPort() > 0 ? uri.getPort() : known))
                .orElse(direct);
    }

    private static boolean hasXForwarded(HttpServletRequest request) {
        return OF_PROXIES.stream().anyMatch(name -> request.getHeader(name) != null);
    }

    /** The value that the proxy nearest to the client set; each further one appends its own. */
    private static String first(HttpServletRequest request, String name) {
        return list(request, name).stream().findFirst().orElse("");
    }

    private static List<String> list(HttpServletRequest request, String name) {
        List<String> all = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(name))) {
            Stream.of(line.split(",", -1))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .forEach(all::add);
        }
        return all;
    }

    /** One parameter of a hop of {@code Forwarded}; "" when it is not there, or not to be read. */
    private static String pair(String hop, String name) {
        for (String part : hop.split(";", -1)) {
            Matcher pair = PAIR.matcher(part);
            if (pair.matches() && pair.group(1).equalsIgnoreCase(name)) {
                return Optional.ofNullable(pair.group(3)).orElse(pair.group(2)).strip();
            }
        }
        return "";
    }

    private static String withoutPort(String node) {
        Matcher withPort = WITH_PORT.matcher(node);
        return withPort.matches() ? withPort.group(1) : node;
    }
}
