package io.snapdock.web;

import io.snapdock.settings.IpAddress;
import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The address that a request comes from, as far as it can be trusted: for limits, never for rights. */
@ApplicationScoped
public class ClientAddress {

    private Set<IpAddress> trusted = Set.of();

    /** For the container's proxy. */
    protected ClientAddress() {}

    @Inject
    ClientAddress(Settings.Web settings) {
        trusted = Set.copyOf(settings.trustedProxies());
    }

    /**
     * Whose request it is: the peer's address or, behind trusted proxies, the last one in their lists that is no trusted proxy itself. The lists are
     * read from their end, because whoever sends a request can write anything into their beginning; what cannot be read ends the search, as nothing
     * before it can be trusted more.
     *
     * @return an IPv4 address, or an IPv6 network of 64 bits, in one spelling
     */
    public String of(HttpServletRequest request) {
        String remote = request.getRemoteAddr();
        Optional<IpAddress> peer = Optional.ofNullable(remote).flatMap(IpAddress::parse);
        if (peer.isEmpty()) {
            // A server may take requests from a local socket, which has no address.
            return String.valueOf(remote);
        }
        IpAddress nearest = peer.get();
        List<String> hops = trusted.contains(nearest) ? ForwardedHeaders.addresses(request) : List.of();
        for (int i = hops.size() - 1; i >= 0 && trusted.contains(nearest); i--) {
            Optional<IpAddress> hop = IpAddress.parse(hops.get(i));
            if (hop.isEmpty()) {
                break;
            }
            nearest = hop.get();
        }
        return nearest.network();
    }

    /** Whether what the request says in forwarded headers comes from a proxy that the administrator named. */
    boolean isOfTrustedProxy(HttpServletRequest request) {
        String remote = request.getRemoteAddr();
        return remote != null
                && IpAddress.parse(remote).filter(trusted::contains).isPresent();
    }
}
