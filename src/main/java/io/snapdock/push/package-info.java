/**
 * Server-sent events (WHATWG HTML, 9.2) as topics with a log. A reader is a cursor into its topic's log: what it missed, what waits for it
 * and what comes are read from the same place, so nothing is lost or doubled between them.
 *
 * <p>Guarantees: an event is encoded once; no thread waits for a reader, and a reader has no queue; whatever a write throws ends that reader
 * only. Knows no docks and no photos. Not done here yet: limits for each topic and address, a maximum age of connections, metrics.
 */
package io.snapdock.push;
