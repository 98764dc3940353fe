/**
 * Server-sent events (WHATWG HTML, 9.2) as topics with a log. A reader is a cursor into its topic's log: what it missed, what waits for it
 * and what comes are read from the same place, so nothing is lost or doubled between them.
 *
 * <p>Guarantees: one order for all readers of a topic, whatever the number of publishers; an event is encoded once; no thread waits for a reader,
 * and a reader has no queue; whatever a write throws ends that reader only; a reader that has missed something is told so. Knows no docks
 * and no photos.
 *
 * <p>Rooms: {@code event} has the words of a stream and their bytes, {@code log} what a topic remembers, {@code reader} who reads it, {@code setup} what is set up around all that.
 * This package joins them: {@link Topics} is the door.
 *
 * <p>Not done here: topics live in this server's memory, and no other server's readers are told.
 */
package io.snapdock.push;
