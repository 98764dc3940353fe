/**
 * Thousands of readers of event streams, and publishers beside them, for what a single client cannot show: order under
 * load, stalled and dying readers, latency, cost. Raw HTTP/1.1 over loopback on one or two selector threads, cheap enough
 * not to be what is measured: one buffer for each thread, no object for each event.
 *
 * <p>Events carry what the checks need as the first words of their data, see {@link io.snapdock.swarm.Payload}. Not checked
 * here: UTF-8; {@link io.snapdock.support.EventReader} does that.
 */
package io.snapdock.swarm;
