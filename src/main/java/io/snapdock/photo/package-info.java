/**
 * Finished photos: rows and files, thumbnails, order, originals with ranges, the zip of all.
 *
 * <p>Guarantees: a photo's file and folder are synced before its row commits, and its row commits before anyone is told; files
 * that no row knows go to the folder {@code lost}. Thumbnails are made in {@link io.snapdock.photo.darkroom}; what a start and the end of a dock
 * do with rows and files is in {@link io.snapdock.photo.housekeeping}. Not done here: decoding HEIC and AVIF, which a bean {@link io.snapdock.thumbnail.PictureDecoder} may bring.
 */
package io.snapdock.photo;
