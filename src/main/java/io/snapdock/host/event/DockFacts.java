package io.snapdock.host.event;

import io.snapdock.host.Dock;
import io.snapdock.host.Ticket;
import java.time.Instant;
import java.util.Optional;

/**
 * A dock as it was when something happened to it.
 *
 * @param ref the host's own name for it; empty when it was opened without one
 * @param version of its photos, after what has happened
 */
public record DockFacts(String id, Optional<String> ref, Dock.State state, long version, Instant expiresAt) {

    /** Of the photos that were there then. */
    public Ticket ticket() {
        return new Ticket(id, version);
    }
}
