/**
 * Takes out of a picture's file what its dock does not want to have: the place, or everything beside the picture. A file in, a
 * file out; the compressed picture stays as it is.
 */
package io.snapdock.picture.strip;
