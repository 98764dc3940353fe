package io.snapdock.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Keeps our resources out of a host's own JAX-RS application, whose WAR they may be in. One that lists no classes gets all that the server finds there by
 * its {@code @Path}.
 *
 * <p>So each of our resources is abstract, which Jersey passes over ({@code Resource.isAcceptable}), and what we list ourselves is its nested class, which has
 * no {@code @Path} of its own. RESTEasy takes abstract ones too: in the host's application they lie below a path that no host has, where nothing can be made of
 * them. Ours is the only one in which this filter puts that path before what was asked for.
 */
@PreMatching
public class OwnPaths implements ContainerRequestFilter {

    /** What each resource's path begins with. */
    public static final String PREFIX = "io.snapdock/";

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
        URI base = request.getUriInfo().getBaseUri();
        String all = request.getUriInfo().getRequestUri().toString();
        String start = base.toString();
        if (all.startsWith(start)) {
            request.setRequestUri(base, URI.create(start + PREFIX + all.substring(start.length())));
        }
    }
}
