package io.snapdock.thumbnail;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.format.JpegCoding;
import io.snapdock.picture.format.PictureType;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * JPEG. The JDK's decoder makes samples of it; what they mean is decided here, as browsers decide it: the JDK's own rules differ for
 * pictures without JFIF's segment, and it gives up on odd segments that browsers pass over. It never sees those.
 */
final class JpegDecoder {

    /** Writers of progressive JPEG make ten or so; each costs a pass over the whole picture, and need not have any data. */
    private static final int MAX_SCANS = 100;

    /** And no more of large pictures than would take a second or so. */
    private static final long MAX_BYTES_OF_SCANS = 20 * Reduced.MAX_HELD_BYTES;

    private static final int INKS = 4;
    private static final List<Integer> IDS_OF_RGB = List.of((int) 'R', (int) 'G', (int) 'B');

    private final Codecs codecs;

    JpegDecoder(Codecs codecs) {
        this.codecs = codecs;
    }

    Reduced decode(Path file) throws IOException, DamagedPictureException, UndecodablePictureException {
        JpegCoding coding = JpegCoding.read(file);
        if (coding.coefficientBytes() > Reduced.MAX_HELD_BYTES
                || coding.scans() > MAX_SCANS
                || coding.coefficientBytes() * coding.scans() > MAX_BYTES_OF_SCANS) {
            throw new UndecodablePictureException(
                    "JPEG in %d scans with %d bytes".formatted(coding.scans(), coding.coefficientBytes()));
        }
        ImageReader reader = codecs.reader(PictureType.JPEG);
        try (ImageInputStream in = codecs.open(file);
                Splice picture = withoutApplications(in, coding)) {
            reader.setInput(picture, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            ImageReadParam param = reader.getDefaultReadParam();
            Reduced.subsample(param, width, height);
            Raster raster = reader.readRaster(0, param);
            BufferedImage image =
                    coloured(samples(raster), raster.getWidth(), raster.getHeight(), coding, profile(in, coding));
            return new Reduced(image, width, height);
        } finally {
            reader.dispose();
        }
    }

    private static Splice withoutApplications(ImageInputStream in, JpegCoding coding)
            throws IOException, UndecodablePictureException {
        Splice picture = new Splice(in);
        long from = 0;
        for (JpegCoding.Segment segment : coding.applications()) {
            picture.add(from, segment.start());
            from = segment.end();
        }
        return picture.add(from, in.length());
    }

    private static byte[] profile(ImageInputStream in, JpegCoding coding)
            throws IOException, UndecodablePictureException {
        long length =
                coding.profile().stream().mapToLong(JpegCoding.Segment::length).sum();
        if (length > Colours.MAX_PROFILE_BYTES) {
            throw new UndecodablePictureException("a profile of %d bytes".formatted(length));
        }
        byte[] profile = new byte[(int) length];
        int at = 0;
        for (JpegCoding.Segment part : coding.profile()) {
            in.seek(part.start());
            in.readFully(profile, at, (int) part.length());
            at += (int) part.length();
        }
        return profile;
    }

    private static byte[] samples(Raster raster) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        byte[] samples = new byte[width * bands * raster.getHeight()];
        int[] line = new int[width * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, line);
            for (int i = 0; i < line.length; i++) {
                samples[y * line.length + i] = (byte) line[i];
            }
        }
        return samples;
    }

    private static BufferedImage coloured(byte[] samples, int width, int height, JpegCoding coding, byte[] profile)
            throws UndecodablePictureException {
        switch (coding.components()) {
            case Samples.GREY -> {
                Colours colours = Colours.of(profile, ColorSpace.TYPE_GRAY, ColorSpace.TYPE_RGB);
                return new Samples(width, height, Samples.GREY, samples, null).onWhite(colours);
            }
            case Samples.RGB -> {
                if (isYcc(coding)) {
                    toRgb(samples, Samples.RGB, false);
                }
                Colours colours = Colours.of(profile, ColorSpace.TYPE_RGB);
                return new Samples(width, height, Samples.RGB, samples, null).onWhite(colours);
            }
            case INKS -> {
                // T.872 6.5.3; what is unknown there counts as YCCK.
                if (coding.adobeTransform().orElse(0) != 0) {
                    toRgb(samples, INKS, true);
                }
                return printed(samples, width, height, Colours.of(profile, ColorSpace.TYPE_CMYK));
            }
            default -> throw new UndecodablePictureException("JPEG of %d components".formatted(coding.components()));
        }
    }

    /** As libjpeg guesses, and with it all browsers: JFIF means YCbCr, then Adobe's segment counts, then the components' names. */
    private static boolean isYcc(JpegCoding coding) {
        if (coding.jfif()) {
            return true;
        }
        return coding.adobeTransform().isPresent()
                ? coding.adobeTransform().getAsInt() != 0
                : !coding.componentIds().equals(IDS_OF_RGB);
    }

    /**
     * T.871 section 7, in place.
     *
     * @param opposite whether the three colours are the opposites of what is stored, as those of YCCK are
     */
    private static void toRgb(byte[] samples, int bands, boolean opposite) {
        int flip = opposite ? 0xFF : 0;
        for (int at = 0; at < samples.length; at += bands) {
            float luma = samples[at] & 0xFF;
            float blue = (samples[at + 1] & 0xFF) - 128f;
            float red = (samples[at + 2] & 0xFF) - 128f;
            samples[at] = (byte) (clamped(luma + 1.402f * red) ^ flip);
            samples[at + 1] = (byte) (clamped(luma - 0.344136f * blue - 0.714136f * red) ^ flip);
            samples[at + 2] = (byte) (clamped(luma + 1.772f * blue) ^ flip);
        }
    }

    /** Inks are stored inverted: Adobe began it, all do it, and browsers expect it with and without Adobe's segment. */
    private static BufferedImage printed(byte[] inverted, int width, int height, Colours colours) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        if (colours.components() == INKS) {
            for (int i = 0; i < inverted.length; i++) {
                inverted[i] ^= (byte) 0xFF;
            }
            WritableRaster inks = Raster.createInterleavedRaster(
                    new DataBufferByte(inverted, inverted.length),
                    width,
                    height,
                    width * INKS,
                    INKS,
                    new int[] {0, 1, 2, 3},
                    null);
            colours.convert(inks, image);
            return image;
        }
        int[] line = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * INKS;
                int key = inverted[at + 3] & 0xFF;
                int red = (inverted[at] & 0xFF) * key / 255;
                int green = (inverted[at + 1] & 0xFF) * key / 255;
                int blue = (inverted[at + 2] & 0xFF) * key / 255;
                line[x] = red << 16 | green << 8 | blue;
            }
            image.setRGB(0, y, width, 1, line, 0, width);
        }
        return image;
    }

    private static int clamped(float sample) {
        return Math.max(0, Math.min(255, Math.round(sample)));
    }
}
