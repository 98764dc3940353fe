/**
 * General topics for the host app: publish by CDI or over REST, subscribe over SSE, show the progress of long jobs. Closed over REST unless a
 * publish key is set.
 *
 * <p>Guarantees: what is fired inside a transaction goes out after its commit and never after a rollback; an event that is published
 * again under the same id is not sent twice while it is held. Topics live in this server's memory: they do not survive its restart, and readers
 * are told so by an event {@code gap}.
 */
package io.snapdock.topic;
