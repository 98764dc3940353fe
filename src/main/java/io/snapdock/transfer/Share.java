package io.snapdock.transfer;

/**
 * How many transfers someone may have at a time.
 *
 * @param owner an address, a phone, a key, or the server as a whole
 */
public record Share(String owner, int most) {}
