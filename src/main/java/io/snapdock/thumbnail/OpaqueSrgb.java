package io.snapdock.thumbnail;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Brings what a decoder made of a picture to eight bits of sRGB, laid on white. */
final class OpaqueSrgb {

    private OpaqueSrgb() {}

    static BufferedImage of(BufferedImage decoded) {
        ColorModel colours = decoded.getColorModel();
        if (colours.getNumColorComponents() == 1 && !(colours instanceof IndexColorModel)) {
            return grey(decoded);
        }
        BufferedImage srgb = colours.getColorSpace().isCS_sRGB() ? decoded : converted(decoded);
        BufferedImage opaque = blank(decoded);
        Graphics2D graphics = opaque.createGraphics();
        try {
            graphics.drawImage(srgb, 0, 0, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        return opaque;
    }

    /** Phones embed wide colour spaces such as Display P3. Drawing would convert them too, pixel by pixel. */
    private static BufferedImage converted(BufferedImage decoded) {
        int kind = decoded.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage srgb = new BufferedImage(decoded.getWidth(), decoded.getHeight(), kind);
        return new ColorConvertOp(ColorSpace.getInstance(ColorSpace.CS_sRGB), null).filter(decoded, srgb);
    }

    /**
     * Java takes grey samples for linear light and would brighten them on the way to sRGB ({@link ColorSpace#CS_GRAY});
     * in pictures they are encoded as the colours of sRGB are, so the samples are copied.
     */
    private static BufferedImage grey(BufferedImage decoded) {
        BufferedImage opaque = blank(decoded);
        Raster raster = decoded.getRaster();
        int width = decoded.getWidth();
        int white = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        boolean alpha = decoded.getColorModel().hasAlpha();
        int[] samples = new int[width];
        int[] alphas = new int[width];
        for (int y = 0; y < decoded.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, samples);
            if (alpha) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 1, alphas);
            }
            for (int x = 0; x < width; x++) {
                float shade = (float) samples[x] / white;
                float cover = alpha ? (float) alphas[x] / white : 1;
                int level = Math.round(255 * (shade * cover + 1 - cover));
                samples[x] = level << 16 | level << 8 | level;
            }
            opaque.setRGB(0, y, width, 1, samples, 0, width);
        }
        return opaque;
    }

    private static BufferedImage blank(BufferedImage decoded) {
        return new BufferedImage(decoded.getWidth(), decoded.getHeight(), BufferedImage.TYPE_INT_RGB);
    }
}
