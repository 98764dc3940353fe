/**
 * What a topic remembers. Events that last have a place and come again; passing ones stand between them for a moment and push nothing out. Replay and live are one
 * reading of the same log, and what waits for a reader is joined into few writes.
 */
package io.snapdock.push.log;
