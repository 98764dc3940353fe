package io.snapdock.dock.session;

import io.snapdock.dock.key.Key;
import java.util.Optional;

/**
 * The secret of a session: {@code st_} and a key. It looks like no other key, so who brings one that has run out is told so, and asks its host for another; that
 * tells nothing of docks, as every token that is not valid has the same answer.
 */
public record SessionToken(Key key) {

    private static final String PREFIX = "st_";

    static SessionToken random() {
        return new SessionToken(Key.random());
    }

    /**
     * The token that a caller sent; empty when it is none. One that was cut off or mangled is one that nobody has, so its holder is told to ask for another, as with
     * each that is not valid.
     */
    public static Optional<SessionToken> parse(String text) {
        return text != null && text.startsWith(PREFIX)
                ? Key.parse(text.substring(PREFIX.length()))
                        .map(SessionToken::new)
                        .or(() -> Optional.of(random()))
                : Optional.empty();
    }

    /** The secret itself, for its holder's answer. */
    public String reveal() {
        return PREFIX + key.reveal();
    }
}
