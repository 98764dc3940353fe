/**
 * What a host application uses: it opens docks for its forms, lets its users' browsers act on them, and takes the photos over inside its own transaction.
 *
 * <p>These classes are the jar {@code io.snapdock:snapdock:host} too. They need Jakarta EE and nothing else of Snapdock.
 *
 * <p>The hand-over is safe at each step: <em>seal</em> (no new photo begins), <em>copy</em> into the host's own tables, <em>claim</em> after the commit. Whatever is killed between two of
 * these steps, the same steps can be done again, and no photo is lost or there twice.
 */
package io.snapdock.host;
