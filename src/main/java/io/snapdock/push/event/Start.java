package io.snapdock.push.event;

import java.util.Optional;

/**
 * Where a reader wants to begin, as the WHATWG standard's {@code Last-Event-ID} says it.
 *
 * @param kind what it asked for
 * @param id the last event it saw; empty for one that cannot be ours, which is a gap
 */
public record Start(Kind kind, Optional<EventId> id) {

    /** What a reader may ask for. */
    public enum Kind {
        /** A first visit: what happens from now on. */
        NOW,
        /** All that is held. */
        EARLIEST,
        /** What follows the last event that it saw. */
        AFTER
    }

    /** The word for {@link Kind#EARLIEST}; no event id looks like it. */
    private static final String EARLIEST = "earliest";

    public static final Start NOW = new Start(Kind.NOW, Optional.empty());

    /**
     * Reads a request. The header wins: browsers send it when they come back, while the query of their address stays as it was.
     *
     * @param header {@code Last-Event-ID}, or null
     * @param query {@code lastEventId} for clients that cannot set a header on their first request, or null
     */
    public static Start of(String header, String query) {
        String text = header == null || header.isEmpty() ? query : header;
        if (text == null || text.isEmpty()) {
            return NOW;
        }
        return EARLIEST.equals(text)
                ? new Start(Kind.EARLIEST, Optional.empty())
                : new Start(Kind.AFTER, EventId.parse(text));
    }
}
