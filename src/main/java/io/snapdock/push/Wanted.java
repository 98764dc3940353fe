package io.snapdock.push;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * One of several topics that somebody wants to read in one stream.
 *
 * @param name what its events' names begin with on the wire, before a space; without one itself
 * @param reading asked once, on the thread that opens the stream. What it throws refuses this topic, and no other
 */
public record Wanted(String name, Supplier<Reading> reading) {

    public Wanted {
        Objects.requireNonNull(reading);
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("The name of a stream is one word");
        }
    }
}
