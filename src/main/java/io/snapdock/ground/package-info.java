/**
 * What several features need and none of them is about: clocks, pools of threads, counts. One of each, so that a fault in one is mended once.
 *
 * <p>The container's own executors are not used for these. A default scheduled executor may have a single thread (Payara), and a task that waits for a
 * database would hold all others; WildFly logs an error for each scheduled task that it finds while it stops (WFLYEE0110).
 */
package io.snapdock.ground;
