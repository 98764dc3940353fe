/**
 * Looks for malware in arrived photos with a ClamAV daemon, when {@code snapdock.clamd} names one: an observer of the gate that
 * every photo passes, as a host app's would be.
 *
 * <p>Guarantees: while a daemon is named, no photo passes that it has not called clean; one scan takes no longer than
 * {@code snapdock.photo.check-timeout}, connecting and sending included. Not done here: starting or updating the daemon.
 */
package io.snapdock.scan;
