/**
 * Makes the small picture that stands for a photo: from a file to a file. Knows no docks, no rows and no queue; {@code photo} says
 * when a thumbnail is made.
 *
 * <p>Guarantees: what a decoder holds in memory is bounded, whatever the file says; a thumbnail appears whole or not at all. Not done
 * here: decoding HEIC and AVIF, which a bean {@link io.snapdock.thumbnail.PictureDecoder} may bring.
 */
package io.snapdock.thumbnail;
