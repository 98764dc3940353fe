package io.snapdock.upload;

/**
 * Where an upload stands, for its sender.
 *
 * @param upload as it is in the database now
 * @param offset the bytes that are here for good
 */
public record Standing(Upload upload, long offset) {}
