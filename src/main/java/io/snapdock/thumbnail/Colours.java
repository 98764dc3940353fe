package io.snapdock.thumbnail;

import java.awt.Transparency;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;

/**
 * What a picture's samples mean: by its colour profile, or as sRGB when it has none or one that nobody can use. Browsers ignore such a profile
 * and show the picture; so must a thumbnail.
 */
final class Colours {

    /** Samples are sRGB already. */
    static final Colours SRGB = new Colours(null);

    /** The largest profile that is read. Those for print, with tables for four inks, take up to 2 MiB. */
    static final int MAX_PROFILE_BYTES = 4 * 1024 * 1024;

    private static final Logger LOG = System.getLogger(Colours.class.getName());
    private static final int INTENT_AT = 64;
    private static final int INTENT_END = 68;

    /** Null for sRGB. */
    private final ICC_ColorSpace space;

    private Colours(ICC_ColorSpace space) {
        this.space = space;
    }

    /**
     * Reads a profile (ICC.1:2010).
     *
     * @param icc the profile; empty for none
     * @param types the picture's kind of colours, {@link ColorSpace#TYPE_RGB} and so on: a profile for others is ignored
     */
    static Colours of(byte[] icc, int... types) {
        if (icc.length == 0) {
            return SRGB;
        }
        byte[] perceptual = icc.clone();
        if (perceptual.length >= INTENT_END) {
            // Browsers take the table for photographs, whichever the writer preferred.
            Arrays.fill(perceptual, INTENT_AT, INTENT_END, (byte) 0);
        }
        try {
            ICC_Profile profile = ICC_Profile.getInstance(perceptual);
            int type = profile.getColorSpaceType();
            if (Arrays.stream(types).noneMatch(allowed -> allowed == type)) {
                return SRGB;
            }
            Colours colours = new Colours(new ICC_ColorSpace(profile));
            // A profile may fail as late as this, when it is used.
            colours.expectUsable();
            return colours;
        } catch (IllegalArgumentException | CMMException e) {
            LOG.log(Level.DEBUG, "A colour profile is ignored", e);
            return SRGB;
        }
    }

    private void expectUsable() {
        BufferedImage one = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        int bands = space.getNumComponents();
        convert(Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 1, bands, null), one);
    }

    /** How many samples for each pixel it converts; 0 when it leaves them as they are. */
    int components() {
        return space == null ? 0 : space.getNumComponents();
    }

    /**
     * Converts to sRGB.
     *
     * @param samples interleaved bytes, of as many bands as the profile's colours or, grey under a profile for RGB, of one
     * @return false, and nothing is done, when the samples are sRGB as they are
     */
    boolean convert(WritableRaster samples, BufferedImage target) {
        if (space == null) {
            return false;
        }
        WritableRaster fitting = samples.getNumBands() == space.getNumComponents() ? samples : tripled(samples);
        ComponentColorModel model =
                new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        new ColorConvertOp(null).filter(new BufferedImage(model, fitting, false, null), target);
        return true;
    }

    private static WritableRaster tripled(WritableRaster grey) {
        int width = grey.getWidth();
        WritableRaster rgb =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, grey.getHeight(), Samples.RGB, null);
        int[] line = new int[width];
        for (int y = 0; y < grey.getHeight(); y++) {
            grey.getSamples(0, y, width, 1, 0, line);
            for (int band = 0; band < Samples.RGB; band++) {
                rgb.setSamples(0, y, width, 1, band, line);
            }
        }
        return rgb;
    }
}
