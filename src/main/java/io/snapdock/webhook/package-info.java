/**
 * Tells host applications what happens to their docks, by Standard Webhooks.
 *
 * <p>A message is a row, written in the transaction of what it tells: it is told when that is so, and only then. It is sent at least once, so a receiver keeps its id. The messages of a dock
 * are sent in order: the next one waits until the one before has been taken, or was given up after a day.
 *
 * <p>Not here: questions to the host, which are the gate's.
 */
package io.snapdock.webhook;
