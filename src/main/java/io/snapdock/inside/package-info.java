/** What only the jar {@code inside} has, for {@code WEB-INF/lib} of a host's WAR: there everything of ours lies below {@code /snapdock/}. */
package io.snapdock.inside;
