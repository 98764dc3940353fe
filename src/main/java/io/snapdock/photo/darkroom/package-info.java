/**
 * Thumbnails of photos, made after the requests that brought them: a bounded number at a time, in turn by dock and by decoded pixels. They
 * go on after a restart.
 */
package io.snapdock.photo.darkroom;
