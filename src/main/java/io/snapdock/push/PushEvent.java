package io.snapdock.push;

import java.util.Objects;

/**
 * Something to tell the readers of a topic.
 *
 * @param name the event's type; no line breaks, no NUL
 * @param data its text, usually JSON
 * @param kind how it is treated
 */
public record PushEvent(String name, String data, Kind kind) {

    /** How an event is treated. */
    public enum Kind {
        /** Has an id and comes again to readers that resume. */
        LASTING,
        /** Has no id and is for those who are there; the next one replaces it. */
        PASSING,
        /** Has an id, and the stream ends behind it. */
        LAST
    }

    public PushEvent {
        Objects.requireNonNull(data);
        Objects.requireNonNull(kind);
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new IllegalArgumentException("An event's name is one line");
        }
    }

    public static PushEvent lasting(String name, String data) {
        return new PushEvent(name, data, Kind.LASTING);
    }

    public static PushEvent passing(String name, String data) {
        return new PushEvent(name, data, Kind.PASSING);
    }

    public static PushEvent last(String name, String data) {
        return new PushEvent(name, data, Kind.LAST);
    }
}
