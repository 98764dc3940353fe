package io.snapdock.handover;

import io.snapdock.dock.host.Ref;
import io.snapdock.web.JsonBody;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a host asks for that wants a dock's photos.
 *
 * @param version the dock's that the person has seen who submitted the form; empty to take what there is
 * @param ref the reference of the form that was submitted: a ticket is what a browser says, and may name another form's dock. Empty when the host does not ask for it
 * @param sealId the host's own name for this seal, to take it back by; empty when it has none
 * @param patience so long for photos that are on their way
 */
record SealRequest(OptionalLong version, Optional<String> ref, Optional<String> sealId, Duration patience) {

    private static final int USUAL_SECONDS = 10;
    private static final int MOST_SECONDS = 60;

    static SealRequest read(InputStream body) {
        JsonBody json = JsonBody.object(body, Set.of("version", "ref", "sealId", "waitSeconds"));
        return new SealRequest(
                json.integer("version", 0, Long.MAX_VALUE),
                json.text("ref", Ref.MAX_CHARS),
                json.text("sealId", ReopenRequest.MAX_CHARS),
                Duration.ofSeconds(json.integer("waitSeconds", 0, MOST_SECONDS).orElse(USUAL_SECONDS)));
    }
}
