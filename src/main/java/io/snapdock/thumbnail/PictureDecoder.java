package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Decodes pictures that Java cannot, HEIC and AVIF above all, so that they get thumbnails. Any CDI bean of this type in the WAR, the
 * host app's or an administrator's, is found; {@code docs/host-apps.md} has an example.
 *
 * <p>Called by several threads at once. Nothing about the file can be trusted but its type and that its structure is whole; how much memory
 * and time a picture may take is the decoder's to bound.
 */
public interface PictureDecoder {

    /** What this decoder takes; asked often, so always the same. For a type that Snapdock decodes itself, this decoder goes first. */
    Set<PictureType> types();

    /**
     * Decodes one picture, upright, as a viewer would show it.
     *
     * @param type one of {@link #types()}
     * @param file only to be read
     * @param longSidePixels the picture may be reduced while it is decoded, to a long side of this or more
     * @return in any colours that Java knows, the colour profile applied or attached; larger ones than asked for are reduced afterwards
     * @throws IOException when it cannot be decoded; then the photo has no thumbnail. So it is with a RuntimeException
     */
    BufferedImage decode(PictureType type, Path file, int longSidePixels) throws IOException;
}
