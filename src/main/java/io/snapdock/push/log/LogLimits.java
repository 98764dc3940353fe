package io.snapdock.push.log;

/**
 * How far one topic remembers.
 *
 * @param events events that it holds
 * @param bytes their size
 */
public record LogLimits(int events, long bytes) {}
