package io.snapdock.handover;

import io.snapdock.web.JsonBody;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A host says that it has taken the photos over.
 *
 * @param claimId the host's own name for that: the same one again is the same claim
 * @param version the one that the seal has told; empty when the host does not ask for it
 */
record ClaimRequest(String claimId, OptionalLong version) {

    private static final int MAX_CHARS = 200;

    static ClaimRequest read(InputStream body) {
        JsonBody json = JsonBody.object(body, Set.of("claimId", "version"));
        String claimId = json.text("claimId", MAX_CHARS)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> JsonBody.outOfBounds("claimId", "1 to " + MAX_CHARS + " characters long"));
        return new ClaimRequest(claimId, json.integer("version", 0, Long.MAX_VALUE));
    }
}
