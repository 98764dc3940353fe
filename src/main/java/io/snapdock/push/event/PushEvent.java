package io.snapdock.push.event;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Something to tell the readers of a topic.
 *
 * @param name the event's type, {@link #MESSAGE} for plain data; one line, no NUL
 * @param data its text, usually JSON, of any lines; empty for a block without data, which fires nothing in a browser
 * @param comment text that readers ignore, of any lines; for people who watch the wire
 * @param retry after this time a reader shall come back when its connection was cut
 * @param kind how it is treated
 */
public record PushEvent(
        String name, Optional<String> data, Optional<String> comment, Optional<Duration> retry, Kind kind) {

    /** The type of an event that has none, by the WHATWG standard. */
    public static final String MESSAGE = "message";

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
        Objects.requireNonNull(comment);
        Objects.requireNonNull(kind);
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new IllegalArgumentException("An event's name is one line without NUL");
        }
        if (retry.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("Nobody can come back in the past");
        }
    }

    public static PushEvent lasting(String name, String data) {
        return of(name, data, Kind.LASTING);
    }

    public static PushEvent passing(String name, String data) {
        return of(name, data, Kind.PASSING);
    }

    public static PushEvent last(String name, String data) {
        return of(name, data, Kind.LAST);
    }

    private static PushEvent of(String name, String data, Kind kind) {
        return new PushEvent(name, Optional.of(data), Optional.empty(), Optional.empty(), kind);
    }
}
