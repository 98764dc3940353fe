package io.snapdock.handover;

import io.snapdock.web.JsonBody;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a host asks for that wants a dock's photos.
 *
 * @param version the dock's that the person has seen who submitted the form; empty to take what there is
 * @param patience so long for photos that are on their way
 */
record SealRequest(OptionalLong version, Duration patience) {

    private static final int USUAL_SECONDS = 10;
    private static final int MOST_SECONDS = 60;

    static SealRequest read(InputStream body) {
        JsonBody json = JsonBody.object(body, Set.of("version", "waitSeconds"));
        return new SealRequest(
                json.integer("version", 0, Long.MAX_VALUE),
                Duration.ofSeconds(json.integer("waitSeconds", 0, MOST_SECONDS).orElse(USUAL_SECONDS)));
    }
}
