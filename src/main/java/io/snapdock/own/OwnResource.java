package io.snapdock.own;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;

/**
 * What all resources are. In a host's WAR its JAX-RS application may have found them too, by the {@code @Path} at the class: there none can be made, so what is asked for is not found. What we
 * list ourselves is the nested class of each, which has no {@code @Path} of its own; runtimes take that of its superclass.
 *
 * <p>They are not abstract: Jersey warns of each abstract one that it finds.
 */
@OwnApplication
public class OwnResource {

    protected OwnResource() {
        if (getClass().isAnnotationPresent(Path.class)) {
            throw new NotFoundException();
        }
    }
}
