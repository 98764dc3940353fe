package io.snapdock.host.event;

import java.time.Instant;

/** CDI event: something has happened to a dock itself. */
public record DockEvent(Kind kind, DockFacts dock, Instant at) {

    /** What has happened. */
    public enum Kind {
        OPENED,
        /** Its end or its form is another, or it takes photos again after a seal. */
        CHANGED,
        SEALED,
        CLAIMED,
        /** It ends in two minutes or less. */
        EXPIRING,
        EXPIRED,
        /** Its owner, its host or the administrator has ended it. */
        CLOSED
    }
}
