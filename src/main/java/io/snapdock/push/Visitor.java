package io.snapdock.push;

import java.util.Objects;
import java.util.Optional;

/**
 * Who wants to read, as far as limits must know it.
 *
 * @param address of the client, as far as it can be trusted
 * @param key a name for the key that it came with; empty for readers without one, whose address is all that is known
 * @param isHost whether the topic is its own: guests never take its place, however many they are
 * @param guests so many streams of guests its topic takes, if fewer than topics take otherwise
 */
public record Visitor(String address, Optional<String> key, boolean isHost, int guests) {

    public Visitor {
        Objects.requireNonNull(address);
        Objects.requireNonNull(key);
    }

    /** Somebody of whom nothing is known but the address. */
    public static Visitor from(String address) {
        return new Visitor(address, Optional.empty(), false, Integer.MAX_VALUE);
    }

    /** The one whose topic it is. */
    public static Visitor host(String address, String key) {
        return new Visitor(address, Optional.of(key), true, Integer.MAX_VALUE);
    }

    /** Somebody whom the host has let in. */
    public static Visitor guest(String address, String key) {
        return new Visitor(address, Optional.of(key), false, Integer.MAX_VALUE);
    }

    /** To a topic that takes fewer streams of guests than others. */
    public Visitor amongGuests(int most) {
        return new Visitor(address, key, isHost, most);
    }
}
