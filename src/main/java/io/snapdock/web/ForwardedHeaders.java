package io.snapdock.web;

import io.snapdock.web.PublicAddress.Origin;
import java.util.function.UnaryOperator;

/**
 * What a proxy says of the request that it took: {@code X-Forwarded-Proto}, {@code -Host} and {@code -Port}, as nginx, Apache and cloud
 * balancers send them. Only for requests from trusted proxies; anyone can send these headers.
 */
final class ForwardedHeaders {

    private ForwardedHeaders() {}

    /** @param header a header's value by its name, or null */
    static Origin apply(UnaryOperator<String> header, Origin direct) {
        String proto = first(header.apply("X-Forwarded-Proto"));
        String scheme = "https".equalsIgnoreCase(proto) || "http".equalsIgnoreCase(proto)
                ? proto.toLowerCase(java.util.Locale.ROOT)
                : direct.scheme();
        String host = first(header.apply("X-Forwarded-Host"));
        if (host == null) {
            return new Origin(scheme, direct.host(), direct.port());
        }
        return PublicAddress.parse(scheme + "://" + host)
                .map(java.net.URI::create)
                .map(uri -> new Origin(scheme, uri.getHost(), uri.getPort() > 0 ? uri.getPort() : port(header, scheme)))
                .orElse(direct);
    }

    private static int port(UnaryOperator<String> header, String scheme) {
        String port = first(header.apply("X-Forwarded-Port"));
        return port != null && port.matches("[1-9][0-9]{0,4}")
                ? Integer.parseInt(port)
                : "https".equals(scheme) ? 443 : 80;
    }

    /** The value that the proxy nearest to the client set; each further one appends its own. */
    private static String first(String value) {
        return value == null || value.isBlank() ? null : value.split(",", 2)[0].strip();
    }
}
