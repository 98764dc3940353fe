package io.snapdock.web;

import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The addresses under which a phone can reach this application: base addresses such as {@code http://192.168.1.20:8080/snapdock}, without
 * a slash at the end.
 */
@ApplicationScoped
public class PublicAddress {

    private static final int MAX_CHARS = 200;

    private Settings.Web settings;
    private ClientAddress clients;

    /** For the container's proxy. */
    PublicAddress() {}

    @Inject
    PublicAddress(Settings.Web settings, ClientAddress clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /**
     * All addresses worth offering, the best first: the configured one alone, as an administrator who names it has said all, and what the network
     * inside looks like is nobody's business; else the one that the desktop itself used, unless that is this computer's own loopback, which no phone
     * can reach, and those of the local network.
     */
    public List<String> candidates(HttpServletRequest request) {
        if (settings.publicUrl().isPresent()) {
            return List.of(settings.publicUrl().get().toString());
        }
        var found = new LinkedHashSet<String>();
        Origin origin = originOf(request);
        if (!isLoopback(origin.host())) {
            found.add(base(origin, request));
        }
        for (String host : LocalNetwork.addresses()) {
            found.add(base(new Origin(origin.scheme(), host, origin.port()), request));
        }
        if (found.isEmpty()) {
            found.add(base(origin, request));
        }
        return List.copyOf(found);
    }

    /** Whether the request came over TLS, to this server or to the trusted proxy in front of it. */
    public boolean isSecure(HttpServletRequest request) {
        return "https".equals(originOf(request).scheme());
    }

    /**
     * Whether pages of this origin are this application's own: it is the configured address, or the one that the request came to, as far as the
     * server or the trusted proxy in front of it knows.
     *
     * @param text an {@code Origin} header, which may be anything
     */
    public boolean isOwnOrigin(String text, HttpServletRequest request) {
        Optional<Origin> origin = Origin.parse(text);
        return origin.filter(one -> isConfigured(one) || one.canComeTo(originOf(request)))
                .isPresent();
    }

    private boolean isConfigured(Origin origin) {
        return settings.publicUrl().map(Origin::of).filter(origin::isSameAs).isPresent();
    }

    /** The address as this class gives it, when it is one: http or https, no user, query or fragment, at most 200 characters. */
    public static Optional<String> parse(String address) {
        try {
            URI uri = new URI(address);
            boolean usable = address.length() <= MAX_CHARS
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return usable ? Optional.of(address.replaceAll("/+$", "")) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private Origin originOf(HttpServletRequest request) {
        var direct = new Origin(request.getScheme(), request.getServerName(), request.getServerPort());
        return clients.isOfTrustedProxy(request) ? ForwardedHeaders.apply(request, direct) : direct;
    }

    private static String base(Origin origin, HttpServletRequest request) {
        return origin + ContextPath.of(request.getServletContext());
    }

    private static boolean isLoopback(String host) {
        // A literal or "localhost": nothing is looked up, so a hostile Host header costs no DNS query.
        return "localhost".equalsIgnoreCase(host)
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || "::1".equals(host)
                || "[::1]".equals(host)
                || "0:0:0:0:0:0:0:1".equals(host)
                || "[0:0:0:0:0:0:0:1]".equals(host);
    }
}
