package io.snapdock.thumbnail;

import java.awt.image.BufferedImage;

/**
 * The picture that all samples show: four quadrants of different colours, none of them at the end of its scale, each with a slope, and a ramp of
 * grey across the middle. No turn or mirror of it looks like itself. With alpha it is opaque in the middle and fades towards the corners.
 */
record Card(int width, int height, boolean alpha) {

    private static final int[] QUADRANTS = {0xC83C28, 0x3CAA46, 0x3246BE, 0xDCBE3C};

    /** Not premultiplied. */
    int argb(int x, int y) {
        int colour = y * 5 / height == 2 ? 0x010101 * (x * 255 / (width - 1)) : quadrant(x, y);
        return opacity(x, y) << 24 | colour;
    }

    int red(int x, int y) {
        return argb(x, y) >> 16 & 0xFF;
    }

    int green(int x, int y) {
        return argb(x, y) >> 8 & 0xFF;
    }

    int blue(int x, int y) {
        return argb(x, y) & 0xFF;
    }

    int opacity(int x, int y) {
        if (!alpha) {
            return 255;
        }
        double across = 2.0 * x / (width - 1) - 1;
        double down = 2.0 * y / (height - 1) - 1;
        double distance = Math.sqrt(across * across + down * down);
        return (int) Math.max(0, Math.min(255, 255 * (1.3 - distance) / 0.6));
    }

    int grey(int x, int y) {
        return (red(x, y) * 299 + green(x, y) * 587 + blue(x, y) * 114) / 1000;
    }

    BufferedImage image() {
        BufferedImage image =
                new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb(x, y));
            }
        }
        return image;
    }

    private int quadrant(int x, int y) {
        int colour = QUADRANTS[(2 * y / height) * 2 + 2 * x / width];
        int shade = 180 + 75 * x / width - 60 * y / height;
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            result |= Math.min(255, (colour >> shift & 0xFF) * shade / 200) << shift;
        }
        return result;
    }
}
