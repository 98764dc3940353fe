/**
 * The benchmark of the push engine, {@code ./mvnw -Pbench verify}: what a delivered event costs, beside the server's own
 * broadcaster, Nchan and a bare loop of writes, all in one run and in turns. docs/performance.md tells how to read it.
 */
package io.snapdock.bench;
