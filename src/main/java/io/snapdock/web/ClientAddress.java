package io.snapdock.web;

import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The address that a request comes from, as far as it can be trusted: for limits, never for rights. */
@ApplicationScoped
public class ClientAddress {

    private static final int MAX_CHARS = 64;

    @Inject
    private Settings.Web settings;

    /**
     * The peer's address or, behind trusted proxies, what the first of them that the request came to saw: {@code X-Forwarded-For} is read from
     * its end, because whoever sends a request can write anything into its beginning.
     */
    public String of(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        String header = request.getHeader("X-Forwarded-For");
        if (header == null || !settings.trustedProxies().contains(peer)) {
            return peer;
        }
        List<String> hops = Arrays.asList(header.split(",", -1));
        Collections.reverse(hops);
        return hops.stream()
                .map(String::strip)
                .filter(hop -> !settings.trustedProxies().contains(hop))
                .filter(hop -> !hop.isEmpty() && hop.length() <= MAX_CHARS)
                .findFirst()
                .orElse(peer);
    }
}
