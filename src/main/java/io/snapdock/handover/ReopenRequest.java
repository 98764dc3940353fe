package io.snapdock.handover;

import io.snapdock.web.JsonBody;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * A host takes a seal back.
 *
 * @param sealId of its own seal, when another one's is to stay; empty for whichever there is
 */
record ReopenRequest(Optional<String> sealId) {

    static final int MAX_CHARS = 64;

    static ReopenRequest read(InputStream body) {
        return new ReopenRequest(JsonBody.object(body, Set.of("sealId")).text("sealId", MAX_CHARS));
    }
}
