/**
 * Who reads a topic. A reader is a cursor into its topic's log, and its answer is written without blocking by whoever publishes.
 *
 * <p>Guarantees: no thread waits for a reader, and a reader has no queue; whatever a write throws ends that reader only; what may wait, a snapshot or the end of
 * a stream, runs on threads that nothing else needs ({@code Threads}).
 *
 * <p>Not done here: a socket whose reader takes nothing cannot be freed by a portable call; it is let go of, and the server's own write timeout must
 * end it.
 */
package io.snapdock.push.reader;
