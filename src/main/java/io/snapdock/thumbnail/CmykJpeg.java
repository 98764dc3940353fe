package io.snapdock.thumbnail;

import io.snapdock.picture.JpegCoding;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * Colours of JPEGs for print, which the JDK decodes to four samples and leaves there. Their profile is not applied: the inks are
 * taken as if they were ideal, which is near enough to recognise a picture.
 */
final class CmykJpeg {

    static final int COMPONENTS = 4;

    private static final int YCCK = 2;

    private CmykJpeg() {}

    static BufferedImage of(Raster raster, JpegCoding coding) {
        // Adobe's writers store inks inverted; so does everyone who writes Adobe's segment.
        boolean inverted = coding.adobeTransform().isPresent();
        boolean ycck = coding.adobeTransform().orElse(0) == YCCK;
        int width = raster.getWidth();
        BufferedImage image = new BufferedImage(width, raster.getHeight(), BufferedImage.TYPE_INT_RGB);
        int[] samples = new int[width * COMPONENTS];
        int[] colours = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, samples);
            for (int x = 0; x < width; x++) {
                if (ycck) {
                    toCmy(samples, x * COMPONENTS);
                }
                colours[x] = colour(samples, x * COMPONENTS, inverted);
            }
            image.setRGB(0, y, width, 1, colours, 0, width);
        }
        return image;
    }

    /** T.871 section 7, whose red, green and blue are the three inks here. */
    private static void toCmy(int[] samples, int at) {
        float luma = samples[at];
        float blue = samples[at + 1] - 128f;
        float red = samples[at + 2] - 128f;
        samples[at] = clamped(luma + 1.402f * red);
        samples[at + 1] = clamped(luma - 0.344136f * blue - 0.714136f * red);
        samples[at + 2] = clamped(luma + 1.772f * blue);
    }

    private static int colour(int[] samples, int at, boolean inverted) {
        int flip = inverted ? 0 : 255;
        int key = flip ^ samples[at + 3];
        int red = (flip ^ samples[at]) * key / 255;
        int green = (flip ^ samples[at + 1]) * key / 255;
        int blue = (flip ^ samples[at + 2]) * key / 255;
        return red << 16 | green << 8 | blue;
    }

    private static int clamped(float sample) {
        return Math.max(0, Math.min(255, Math.round(sample)));
    }
}
