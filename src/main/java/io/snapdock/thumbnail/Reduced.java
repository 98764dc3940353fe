package io.snapdock.thumbnail;

import java.awt.image.BufferedImage;
import javax.imageio.ImageReadParam;

/**
 * A picture that was made smaller while it was decoded, in sRGB and opaque.
 *
 * @param image at least as large as the thumbnail will be
 * @param width of the picture itself
 * @param height of the picture itself
 */
record Reduced(BufferedImage image, int width, int height) {

    /**
     * What a decoder may have to hold of a picture besides the reduced raster. JPEG in several scans needs two bytes for each
     * sample of the whole picture, outside the heap, where nothing else bounds it: that is 16 megapixels as phones sample them.
     */
    static final long MAX_HELD_BYTES = 48L * 1024 * 1024;

    /**
     * The decoder only takes every n-th pixel, which alone would look torn. From a raster of at least twice the size the
     * scaling that follows still averages four pixels or more, and the raster stays below 4 x 480 pixels a side.
     */
    static final int LONG_SIDE_PIXELS = 2 * ThumbnailMaker.LONG_SIDE_PIXELS;

    /** Of how many pixels, across and down, one is taken. */
    static int step(int width, int height) {
        return Math.max(1, Math.max(width, height) / LONG_SIDE_PIXELS);
    }

    static void subsample(ImageReadParam param, int width, int height) {
        int step = step(width, height);
        param.setSourceSubsampling(step, step, 0, 0);
    }

    /** How many pixels are left of so many. */
    static int reduced(int pixels, int step) {
        return (pixels + step - 1) / step;
    }
}
