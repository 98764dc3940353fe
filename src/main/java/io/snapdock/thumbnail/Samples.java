package io.snapdock.thumbnail;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * What a decoder read, reduced but in the picture's own colours: eight bits a sample, no profile applied yet.
 *
 * @param colours 1 grey, 3 red, green, blue
 * @param data samples of one pixel after those of the other
 * @param alpha one for each pixel, not premultiplied; null when all are opaque
 */
@SuppressWarnings("ArrayRecordComponent") // values on their way between two decoders, never compared
record Samples(int width, int height, int colours, byte[] data, byte[] alpha) {

    static final int GREY = 1;
    static final int RGB = 3;

    private static final int OPAQUE = 255;

    /** Nothing but transparency. */
    static Samples blank(int width, int height) {
        return new Samples(width, height, RGB, new byte[width * height * RGB], new byte[width * height]);
    }

    /**
     * Takes the samples as they are, whatever colour space Java thinks of.
     *
     * @param colours how many the format says that the picture has, 1 or 3
     */
    static Samples of(BufferedImage image, int colours) {
        ColorModel model = image.getColorModel();
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] data = new byte[width * height * colours];
        byte[] alpha = model.hasAlpha() ? new byte[width * height] : null;
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - Byte.SIZE);
        boolean indexed = model instanceof IndexColorModel;
        int[] line = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, line);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int argb = indexed ? model.getRGB(line[x]) : 0;
                for (int colour = 0; colour < colours; colour++) {
                    // Java makes grey of few bits a palette, and of grey with alpha no colour.
                    int band = bands >= RGB ? colour : 0;
                    data[at * colours + colour] =
                            (byte) (indexed ? argb >> (16 - 8 * colour) : line[x * bands + band] >> shift);
                }
                if (alpha != null) {
                    alpha[at] = (byte) (indexed ? argb >>> 24 : line[x * bands + bands - 1] >> shift);
                }
            }
        }
        return new Samples(width, height, colours, data, alpha);
    }

    /** Whether any pixel lets something through. */
    boolean isTransparent() {
        for (int at = 0; alpha != null && at < alpha.length; at++) {
            if (alpha[at] != (byte) OPAQUE) {
                return true;
            }
        }
        return false;
    }

    Samples withAlpha(byte[] other) {
        return new Samples(width, height, colours, data, other);
    }

    /** Puts these on an empty canvas; what lies outside of it is left out. Both must be in RGB. */
    void drawOn(Samples canvas, int left, int top) {
        int right = Math.min(canvas.width, left + width);
        int bottom = Math.min(canvas.height, top + height);
        for (int y = Math.max(0, top); y < bottom; y++) {
            for (int x = Math.max(0, left); x < right; x++) {
                int from = (y - top) * width + x - left;
                int to = y * canvas.width + x;
                System.arraycopy(data, from * RGB, canvas.data, to * RGB, RGB);
                canvas.alpha[to] = alpha == null ? (byte) OPAQUE : alpha[from];
            }
        }
    }

    /** In sRGB, laid on white. */
    BufferedImage onWhite(Colours profile) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(data, data.length), width, height, width * colours, colours, offsets(colours), null);
        if (!profile.convert(raster, image)) {
            copyTo(image);
        }
        if (alpha != null) {
            layOnWhite(image);
        }
        return image;
    }

    private static int[] offsets(int colours) {
        int[] offsets = new int[colours];
        for (int i = 0; i < colours; i++) {
            offsets[i] = i;
        }
        return offsets;
    }

    private void copyTo(BufferedImage image) {
        int[] line = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * colours;
                int red = data[at] & 0xFF;
                line[x] = colours == GREY
                        ? red * 0x010101
                        : (red << 16) | ((data[at + 1] & 0xFF) << 8) | (data[at + 2] & 0xFF);
            }
            image.setRGB(0, y, width, 1, line, 0, width);
        }
    }

    private void layOnWhite(BufferedImage image) {
        int[] line = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, line, 0, width);
            for (int x = 0; x < width; x++) {
                int cover = alpha[y * width + x] & 0xFF;
                line[x] = blended(line[x], cover, 16) | blended(line[x], cover, 8) | blended(line[x], cover, 0);
            }
            image.setRGB(0, y, width, 1, line, 0, width);
        }
    }

    private static int blended(int colour, int cover, int shift) {
        int sample = (colour >> shift) & 0xFF;
        return ((sample * cover + OPAQUE * (OPAQUE - cover) + OPAQUE / 2) / OPAQUE) << shift;
    }
}
