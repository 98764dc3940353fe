/**
 * Receives Snapdock's webhooks in a host application beside it, and fires them as the CDI events of {@link io.snapdock.host.event}. Without a secret in the host's settings nothing of this
 * is there.
 *
 * <p>Guarantees: no event without a right signature of the last five minutes; 2xx only after all observers have returned, so that Snapdock sends again what failed; a message that was taken
 * is not fired again when it comes again within ten minutes. The memory for that is each server's own, and ends with it.
 */
package io.snapdock.host.hook;
