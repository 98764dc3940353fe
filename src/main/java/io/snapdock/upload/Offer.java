package io.snapdock.upload;

import io.snapdock.upload.pick.Pick;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a sender says of a picture before its bytes; none of it is trusted.
 *
 * @param name the file's name as sent, any text
 * @param clientId the sender's own id for the picture, in the form that the API asks for
 * @param waiting how many more pictures wait behind this one
 * @param pick empty when the sender did not say what was picked together
 * @param length in bytes; empty when it is not known yet
 * @param metadata tus metadata to be echoed
 * @param resumable whether the sender can come back with the rest
 */
public record Offer(
        String name,
        Optional<String> clientId,
        int waiting,
        Optional<Pick> pick,
        OptionalLong length,
        Optional<String> metadata,
        boolean resumable) {

    /** What {@link #clientId} may be. */
    public static final String CLIENT_ID = "[A-Za-z0-9._~-]{1,64}";

    public static final int MAX_WAITING = 10_000;

    /** An upload in one request, which is over when the request is. */
    public static Offer inOneRequest(
            String name, Optional<String> clientId, int waiting, Optional<Pick> pick, OptionalLong length) {
        return new Offer(name, clientId, waiting, pick, length, Optional.empty(), false);
    }
}
