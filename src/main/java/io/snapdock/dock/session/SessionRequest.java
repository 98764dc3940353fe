package io.snapdock.dock.session;

import io.snapdock.web.JsonBody;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The session that a host asks for.
 *
 * @param rights at least one
 * @param user the host's own name for the person; empty when it gave none
 */
public record SessionRequest(Set<Right> rights, Optional<String> user, Duration ttl) {

    private static final int MAX_USER_CHARS = 200;

    /** A page asks again; what was ended at its host must not go on for long by a token that nobody ended. */
    private static final Duration MAX_TTL = Duration.ofHours(1);

    private static final Duration TTL = Duration.ofMinutes(30);

    public static SessionRequest read(InputStream body) {
        JsonBody json = JsonBody.object(body, Set.of("rights", "user", "ttlSeconds"));
        List<String> words = json.texts("rights").orElseThrow(SessionRequest::wrongRights);
        Set<Right> rights = EnumSet.noneOf(Right.class);
        words.forEach(word -> rights.add(Right.of(word).orElseThrow(SessionRequest::wrongRights)));
        if (rights.isEmpty()) {
            throw wrongRights();
        }
        return new SessionRequest(
                rights,
                json.text("user", MAX_USER_CHARS).filter(user -> !user.isEmpty()),
                Duration.ofSeconds(
                        json.integer("ttlSeconds", 1, MAX_TTL.toSeconds()).orElse(TTL.toSeconds())));
    }

    private static RuntimeException wrongRights() {
        return JsonBody.outOfBounds("rights", "at least one of view, add, remove, order");
    }
}
