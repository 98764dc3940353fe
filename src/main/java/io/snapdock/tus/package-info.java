/**
 * tus 1.0.0 over HTTP, and nothing else: addresses, headers, status codes, and the order in which a request is checked. What the bytes
 * become is {@link io.snapdock.upload}'s work, which the one-request door uses too.
 *
 * <p>Not done here: the concatenation extension.
 */
package io.snapdock.tus;
