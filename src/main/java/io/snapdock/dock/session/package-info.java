/**
 * Sessions: what a browser gets from the host application to act on one dock for a while. A token is told once and stored as a hash; a session has rights, an end,
 * and may name the host's user. Whoever sends a token that is not valid gets one and the same answer, {@code session-ended}, whatever docks there are.
 */
package io.snapdock.dock.session;
