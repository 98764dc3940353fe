package io.snapdock.web;

import io.snapdock.settings.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Scheme, host and port of an address (RFC 6454).
 *
 * @param port 0 or less for the usual one of the scheme
 */
record Origin(String scheme, String host, int port) {

    private static final int MAX_CHARS = 200;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** As browsers write one (RFC 6454, 6.2): no user, path or query. */
    private static final Pattern FORM = Pattern.compile("https?://[^/@?#\\\\\\s]+");

    /** What an {@code Origin} header says; empty for {@code null} and whatever else is none. */
    static Optional<Origin> parse(String text) {
        if (text.length() > MAX_CHARS || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text))
                    .filter(uri -> uri.getHost() != null)
                    .map(Origin::of);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** @param address with a scheme and a host */
    static Origin of(URI address) {
        return new Origin(address.getScheme().toLowerCase(Locale.ROOT), address.getHost(), address.getPort());
    }

    static int usualPort(String scheme) {
        return "https".equals(scheme) ? HTTPS : HTTP;
    }

    boolean hasUsualPort() {
        return port < 1 || port == usualPort(scheme);
    }

    /** Whether both name the same, however they spell it. */
    boolean isSameAs(Origin other) {
        return scheme.equals(other.scheme) && sameHost(other) && knownPort() == other.knownPort();
    }

    /**
     * Whether a page of this origin can have sent what came to the other: a proxy may end TLS without saying so, and keeps the host. Both ports
     * must be the usual ones, so no other program's pages are meant.
     */
    boolean canComeTo(Origin other) {
        boolean endedTls = "https".equals(scheme) && "http".equals(other.scheme);
        return isSameAs(other) || (endedTls && hasUsualPort() && other.hasUsualPort() && sameHost(other));
    }

    private boolean sameHost(Origin other) {
        return spelled(host).equals(spelled(other.host));
    }

    private int knownPort() {
        return port < 1 ? usualPort(scheme) : port;
    }

    private static String spelled(String host) {
        String plain = host.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        return IpAddress.parse(plain).map(IpAddress::toString).orElse(plain);
    }

    @Override
    public String toString() {
        String literal = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return scheme + "://" + literal + (hasUsualPort() ? "" : ":" + port);
    }
}
