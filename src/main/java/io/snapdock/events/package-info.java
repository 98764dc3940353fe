/**
 * Several streams in one answer: docks, each with a key of its own, and topics. It joins what {@code live} and {@code topic} have to read; {@code push} does the reading.
 *
 * <p>Guarantees: what one stream tells is byte for byte what it tells alone, and its gaps and snapshots are its own; each is refused, and each ends, by itself; one
 * {@code Last-Event-ID} resumes them all.
 */
package io.snapdock.events;
