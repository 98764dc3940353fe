package io.snapdock.own;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Puts a path that no host has before all of ours, in our own JAX-RS applications only: a host's that lists no classes gets all that the server finds in the WAR by a {@code @Path} at the
 * class, and ours must not be in the way of its own. They lie below that path there, and {@link OwnResource} and {@link HostApplicationFilter} see to it that they are not found.
 */
@PreMatching
public class OwnPathFilter implements ContainerRequestFilter {

    /** What each resource's path begins with. */
    public static final String PREFIX = "io.snapdock/";

    private static final String OWN = OwnPathFilter.class.getName();

    /** Whether this request is one of our own applications'. */
    static boolean isOwn(ContainerRequestContext request) {
        return request.getProperty(OWN) != null;
    }

    /** The path that was asked for, encoded, without what is put before it here. */
    public static String asked(UriInfo address) {
        String base = address.getBaseUri().getRawPath();
        return base
                + address.getAbsolutePath()
                        .getRawPath()
                        .substring(base.length())
                        .replaceFirst("^" + Pattern.quote(PREFIX), "");
    }

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(OWN, true);
        URI base = request.getUriInfo().getBaseUri();
        String all = request.getUriInfo().getRequestUri().toString();
        String start = base.toString();
        if (all.startsWith(start)) {
            request.setRequestUri(base, URI.create(start + PREFIX + all.substring(start.length())));
        }
    }
}
