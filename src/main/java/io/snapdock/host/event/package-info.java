/**
 * What a host application is told of its docks and photos, and asked before a photo is taken: CDI events, to be observed with {@code @Observes} or {@code @ObservesAsync}.
 *
 * <p>Beside Snapdock, by webhooks: what has happened is told at least once, and in order for each dock. An observer that throws is told again, and until then nothing more of that dock. So an observer can be
 * called twice for the same thing.
 *
 * <p>With Snapdock in the same WAR: in order, after the commit; an observer that fails is not told again, and what was not told when the server ends is not told later.
 */
package io.snapdock.host.event;
