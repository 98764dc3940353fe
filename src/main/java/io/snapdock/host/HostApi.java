package io.snapdock.host;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/**
 * The calls that Snapdock takes of a host's backend, with their JSON as {@code docs/api.md} has it: over HTTP, or in the same WAR. Not for host applications, which have
 * {@link Snapdock}.
 *
 * <p>All of them can be made twice. All throw {@link SnapdockException}. None takes part in the caller's transaction.
 */
public interface HostApi {

    /** Where it is asked over HTTP; empty in the same WAR. */
    Optional<URI> base();

    /** {@code PUT docks/by-ref/{ref}}. */
    JsonObject open(String ref, JsonObject wanted);

    /** {@code GET docks/by-ref/{ref}}. */
    JsonObject find(String ref);

    /** {@code PATCH docks/{dock}}. */
    JsonObject change(String dockId, JsonObject change);

    /** {@code POST docks/{dock}/sessions}. */
    JsonObject beginSession(String dockId, JsonObject asked);

    /** {@code DELETE docks/{dock}/sessions?user=}. */
    void endSessions(String dockId, String user);

    /** {@code POST docks/{dock}/seal}. */
    JsonObject seal(String dockId, JsonObject asked);

    /** {@code POST docks/{dock}/reopen}. */
    void reopen(String dockId);

    /** The same for one seal only, tried once: a container may call this on the thread that ends its late transactions. */
    void takeBack(String dockId, JsonObject seal);

    /** {@code POST docks/{dock}/claim}. */
    void claim(String dockId, JsonObject claim);

    /** {@code DELETE docks/{dock}}. */
    void release(String dockId);

    /**
     * {@code GET} of a photo.
     *
     * @param photo as the seal's answer has it
     * @return its bytes, to be closed
     */
    InputStream open(JsonObject photo) throws IOException;
}
