/**
 * What is set up around the engine, which itself knows no settings and no HTTP problems: its limits from the configuration, its start, and what it says to those whom it
 * refuses.
 */
package io.snapdock.push.setup;
