package io.snapdock.upload;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a sender says of a picture before its bytes; none of it is trusted.
 *
 * @param name the file's name as sent, any text
 * @param clientId the sender's own id for the photo, in the form that the API asks for
 * @param waiting how many more photos wait behind this one
 * @param bytes the size that the sender announced
 */
public record PhotoOffer(String name, Optional<String> clientId, int waiting, OptionalLong bytes) {}
