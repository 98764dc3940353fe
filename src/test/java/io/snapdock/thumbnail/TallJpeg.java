package io.snapdock.thumbnail;

import io.snapdock.support.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * JPEGs of any height out of one strip of 16 lines: the strip's scan data over and over, a restart marker between (T.81 E.1.4), as
 * each restart forgets what came before it. Real pictures of 100 megapixels, without ever holding one.
 */
final class TallJpeg {

    private static final int STRIP_LINES = 16;

    private TallJpeg() {}

    /** @param width a multiple of 16 */
    static byte[] strip(int width, boolean progressive) {
        BufferedImage image = Pictures.quadrants(width, STRIP_LINES, BufferedImage.TYPE_INT_RGB);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** So many strips one below the other. */
    static byte[] of(byte[] strip, int times) {
        ByteArrayOutputStream tall = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(strip);
        int width = 0;
        int at = 2;
        tall.write(strip, 0, at);
        while (at < strip.length) {
            int marker = strip[at + 1] & 0xFF;
            if (marker == 0xD9) {
                tall.write(strip, at, 2);
                return tall.toByteArray();
            }
            int end = at + 2 + (in.getShort(at + 2) & 0xFFFF);
            byte[] segment = Arrays.copyOfRange(strip, at, end);
            if (marker == 0xC0 || marker == 0xC2) {
                width = in.getShort(at + 7) & 0xFFFF;
                ByteBuffer.wrap(segment).putShort(5, (short) (STRIP_LINES * times));
            }
            if (marker == 0xDA) {
                end = scan(strip, at, end, width, times, tall);
            } else {
                tall.writeBytes(segment);
            }
            at = end;
        }
        throw new IllegalArgumentException("no end of image");
    }

    /** With the sampling that the JDK writes: luma two by two, so 16 lines are one row of units, or two of luma alone. */
    private static int scan(byte[] strip, int at, int dataAt, int width, int times, ByteArrayOutputStream tall) {
        int components = strip[at + 4];
        boolean luma = strip[at + 5] == 1;
        int interval = components > 1 ? width / 16 : luma ? 2 * (width / 8) : width / 16;
        tall.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xDD, 0, 4, (byte) (interval >> 8), (byte) interval});
        tall.write(strip, at, dataAt - at);
        int end = dataAt;
        while (strip[end] != (byte) 0xFF || strip[end + 1] == 0) {
            end++;
        }
        for (int i = 0; i < times; i++) {
            tall.write(strip, dataAt, end - dataAt);
            if (i + 1 < times) {
                tall.writeBytes(new byte[] {(byte) 0xFF, (byte) (0xD0 + i % 8)});
            }
        }
        return end;
    }
}
