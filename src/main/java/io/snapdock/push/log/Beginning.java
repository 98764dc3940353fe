package io.snapdock.push.log;

/**
 * Where in a log a reader begins.
 *
 * @param cursor the place after which it reads
 * @param passed the number of the last passing event that is old to it
 * @param resumed whether it goes on from where it was, and needs no snapshot
 * @param gap whether it must be told that something is missing
 */
public record Beginning(long cursor, long passed, boolean resumed, boolean gap) {}
