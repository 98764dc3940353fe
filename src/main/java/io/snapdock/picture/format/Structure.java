package io.snapdock.picture.format;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.bytes.PictureBytes;
import java.io.IOException;

/** A format's way to walk a file from its first byte to its proven end. */
@FunctionalInterface
public interface Structure {

    /** @param bytes at position 0 */
    Dimensions measure(PictureBytes bytes) throws IOException, DamagedPictureException;
}
