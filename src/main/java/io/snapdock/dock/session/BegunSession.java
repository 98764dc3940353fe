package io.snapdock.dock.session;

import java.time.Instant;
import java.util.List;

/** The answer to the host that began a session: the one time that its token is told. */
public record BegunSession(String token, Instant expiresAt, List<String> rights) {

    @Override
    public String toString() {
        return "BegunSession[" + expiresAt + "]";
    }
}
