package io.snapdock.picture;

import java.io.IOException;

/** A format's way to walk a file from its first byte to its proven end. */
@FunctionalInterface
interface Structure {

    /** @param bytes at position 0 */
    Dimensions measure(PictureBytes bytes) throws IOException, DamagedPictureException;
}
