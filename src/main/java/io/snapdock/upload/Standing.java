package io.snapdock.upload;

import java.util.Optional;

/**
 * Where an upload stands, for its sender.
 *
 * @param offset the bytes that are here for good
 * @param made the photo that it became, once it has
 */
public record Standing(long offset, Optional<PhotoMaker.Made> made) {}
