package io.snapdock.push;

import java.time.Duration;

/**
 * The bounds of all topics, given by whoever uses this package.
 *
 * @param heartbeat the time between two signs of life on an idle stream
 * @param maxStreams streams open at once on this server
 * @param logEvents events that a topic's log holds
 * @param logBytes size of a topic's log
 */
public record PushLimits(Duration heartbeat, int maxStreams, int logEvents, long logBytes) {}
