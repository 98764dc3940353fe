package io.snapdock.sandbox;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/** A picture that is no other one: the same bytes twice would be one photo. */
final class TestPicture {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 900;
    private static final int DISCS = 12;

    private TestPicture() {}

    /** @return a JPEG */
    static byte[] next(RandomGenerator random) throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setPaint(new GradientPaint(0, 0, colour(random), WIDTH, HEIGHT, colour(random)));
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
            for (int i = 0; i < DISCS; i++) {
                int size = random.nextInt(HEIGHT / 10, HEIGHT / 3);
                graphics.setPaint(colour(random));
                graphics.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), size, size);
            }
        } finally {
            graphics.dispose();
        }
        var bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "jpeg", bytes)) {
            throw new IOException("This Java writes no JPEG");
        }
        return bytes.toByteArray();
    }

    private static Color colour(RandomGenerator random) {
        return Color.getHSBColor(random.nextFloat(), 0.5f, 0.8f);
    }
}
