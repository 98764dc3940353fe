/**
 * The bridge between the domain and the streams: observes the CDI events of docks, uploads and photos and publishes them on the
 * dock's topic; serves the dock's stream and snapshot.
 *
 * <p>Guarantees: what is told is committed; a stream begins with the whole dock or goes on where the reader left off.
 */
package io.snapdock.live;
