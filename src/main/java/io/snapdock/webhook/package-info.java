/**
 * Tells host applications what happens to their docks, by Standard Webhooks.
 *
 * <p>A message is a row, written in the transaction of what it tells: it is told when that is so, and only then. It is sent at least once, so a receiver keeps its id. The messages of a dock
 * are sent in order: the next one waits until the one before has been taken, or was given up after a day.
 *
 * <p>A host that wants it is also asked before a photo is taken. That is a question of the gate's: without a row, within a time, and never twice.
 */
package io.snapdock.webhook;
