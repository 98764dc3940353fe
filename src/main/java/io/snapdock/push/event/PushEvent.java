package io.snapdock.push.event;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Something to tell the readers of a topic.
 *
 * @param name the event's type, {@link #MESSAGE} for plain data; one line, no NUL, not {@code open} or {@code error}
 * @param data its text, usually JSON, of any lines; empty for a block without data, which fires nothing in a browser
 * @param comment text that readers ignore, of any lines; for people who watch the wire
 * @param retry after this time a reader shall come back when its connection was cut
 * @param kind how it is treated
 */
public record PushEvent(
        String name, Optional<String> data, Optional<String> comment, Optional<Duration> retry, Kind kind) {

    /** The type of an event that has none, by the WHATWG standard. */
    public static final String MESSAGE = "message";

    /** The type of the event by which the engine says that something is missing. */
    public static final String GAP = "gap";

    /**
     * Types that {@code EventSource} fires by itself, without data: a page that listens for them would take an event of ours for a connection that opened or failed. They are
     * case-sensitive.
     */
    private static final Set<String> OF_THE_BROWSER = Set.of("open", "error");

    /** How an event is treated. */
    public enum Kind {
        /** Has an id and comes again to readers that resume. */
        LASTING,
        /** Has no id, takes no place in the log and is for those who are there; the next one replaces it. */
        PASSING,
        /** Has an id, and the stream ends after it. */
        LAST
    }

    public PushEvent {
        Objects.requireNonNull(data);
        Objects.requireNonNull(comment);
        Objects.requireNonNull(kind);
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new IllegalArgumentException("An event's name is one line without NUL");
        }
        if (isOfTheBrowser(name)) {
            throw new IllegalArgumentException("Browsers keep this name for themselves: " + name);
        }
        if (retry.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("Nobody can come back in the past");
        }
    }

    /** Whether browsers keep this name for themselves, so that no event of a stream may have it. */
    public static boolean isOfTheBrowser(String name) {
        return OF_THE_BROWSER.contains(name);
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
