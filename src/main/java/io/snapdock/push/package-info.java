/**
 * Server-sent events (WHATWG HTML, 9.2) as topics with a log. A reader is a cursor into its topic's log: what it missed, what waits for it
 * and what comes are read from the same place, so nothing is lost or doubled between them.
 *
 * <p>Knows no docks and no photos. Not done here yet: encoding once for all readers, non-blocking writes.
 */
package io.snapdock.push;
