/**
 * Finished photos: rows and files, thumbnails, order, originals with ranges, the zip of all.
 *
 * <p>Guarantees: a photo's file and folder are synced before its row commits, and its row commits before anyone is told; files of
 * photos that have no row are deleted. Thumbnails are made behind the requests, a bounded number at a time, and go on after a
 * restart. Not done here: decoding HEIC and AVIF, which a bean {@link io.snapdock.thumbnail.PictureDecoder} may bring.
 */
package io.snapdock.photo;
