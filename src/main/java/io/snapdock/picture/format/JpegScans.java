package io.snapdock.picture.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Whether a JPEG without its end marker has all of its picture. Only a decoder can tell, as scan data has no length: the JDK's is asked
 * whether it misses any. It goes line by line and stops at the first complaint.
 */
final class JpegScans {

    private static final String JDK = "com.sun.imageio.";
    private static final int SUBSAMPLING = 16;

    private JpegScans() {}

    /** @param file from its first byte */
    static boolean areWhole(InputStream file) throws IOException {
        ImageReader reader = null;
        for (Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg"); readers.hasNext(); ) {
            ImageReader one = readers.next();
            reader = one.getClass().getName().startsWith(JDK) ? one : reader;
        }
        if (reader == null) {
            return false;
        }
        InputStream ended =
                new SequenceInputStream(file, new ByteArrayInputStream(new byte[] {(byte) 0xFF, (byte) 0xD9}));
        try (ImageInputStream in = new MemoryCacheImageInputStream(ended)) {
            return isWhole(reader, in);
        } catch (IOException | RuntimeException e) {
            // It cannot be decoded at all, or was stopped.
            return false;
        } finally {
            reader.dispose();
        }
    }

    private static boolean isWhole(ImageReader reader, ImageInputStream in) throws IOException {
        boolean[] complained = new boolean[1];
        reader.addIIOReadWarningListener((source, warning) -> {
            complained[0] = true;
            source.abort();
        });
        reader.setInput(in, true, true);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(SUBSAMPLING, SUBSAMPLING, 0, 0);
        reader.readRaster(0, param);
        return !complained[0];
    }
}
