package io.snapdock.own;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses our resources in a host's JAX-RS application that has found them. It finds this filter with them, which is bound to nothing else. On Payara the constructor of
 * {@link OwnResource} alone does not: there Jersey asks CDI for the class with the {@code @Path}, and gets the nested one that we list ourselves.
 */
@Provider
@OwnApplication
@Priority(0)
public class HostApplicationFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (!OwnPathFilter.isOwn(request)) {
            throw new NotFoundException();
        }
    }
}
