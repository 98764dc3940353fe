package io.snapdock.photo;

import io.snapdock.picture.PictureType;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.resizers.Resizers;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * Makes the small upright JPEG that stands for a photo on the desktop page. Can be shared by threads; how many may work
 * at once is their owner's to bound, as each holds one reduced raster.
 */
final class ThumbnailMaker {

    /** The longest side of a thumbnail: 240 CSS pixels on a screen of double density. */
    static final int LONG_SIDE_PIXELS = 480;

    /** Where more bytes stop being seen at this size. */
    private static final float QUALITY = 0.82f;

    /**
     * The decoder only takes every n-th pixel, which alone would look torn. From a raster of at least twice the size the
     * scaling that follows still averages four pixels or more, and the raster stays below 4 x 480 pixels a side.
     */
    private static final int OVERSAMPLING = 2;

    /**
     * The WebP decoder builds the whole picture, some ten bytes of heap a pixel and the better part of a microsecond of
     * work. The JDK's decoders go by lines; what they may be given is {@code snapdock.photo.max-pixels}' to say.
     */
    private static final long MAX_WEBP_PIXELS = 16_000_000;

    private final Codecs codecs = new Codecs();

    /** Whether thumbnails of this type can be made at all: there is no decoder in Java for HEVC and AV1. */
    static boolean canDecode(PictureType type) {
        return type != PictureType.HEIC && type != PictureType.AVIF;
    }

    /**
     * Writes a picture's thumbnail: JPEG in sRGB, long side at most {@link #LONG_SIDE_PIXELS}, never larger than the
     * picture, upright by its Exif orientation, what is transparent laid on white; of an animation the first frame.
     *
     * @param original a file that passed its structural check; only read
     * @param type what the file is
     * @param target appears whole or not at all; replaced when it exists. Its folder must exist
     * @throws UndecodablePictureException when no thumbnail can be made of this picture, now or later
     * @throws IOException when reading or writing failed; later it may work
     */
    void make(Path original, PictureType type, Path target) throws IOException, UndecodablePictureException {
        if (!canDecode(type)) {
            throw new UndecodablePictureException("no decoder for " + type);
        }
        write(thumbnail(original, type), target);
    }

    private BufferedImage thumbnail(Path original, PictureType type) throws IOException, UndecodablePictureException {
        try (ImageInputStream in = codecs.open(original)) {
            Orientation orientation = ExifOrientation.of(in, type);
            in.seek(0);
            BufferedImage small = decode(in, type);
            return ExifFilterUtils.getFilterForOrientation(orientation).apply(small);
        } catch (IIOException | EOFException | RuntimeException e) {
            // Decoders fed by strangers also fail with whatever index or argument went wrong.
            throw new UndecodablePictureException("decoding failed: " + type, e);
        }
    }

    private BufferedImage decode(ImageInputStream in, PictureType type)
            throws IOException, UndecodablePictureException {
        ImageReader reader = codecs.reader(type);
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (type == PictureType.WEBP && (long) width * height > MAX_WEBP_PIXELS) {
                throw new UndecodablePictureException("WebP of %d x %d pixels".formatted(width, height));
            }
            int longSide = Math.max(width, height);
            int step = Math.max(1, longSide / (OVERSAMPLING * LONG_SIDE_PIXELS));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            BufferedImage raster = OpaqueSrgb.of(reader.read(0, param));
            return scaled(raster, side(width, longSide), side(height, longSide));
        } finally {
            reader.dispose();
        }
    }

    private static int side(int side, int longSide) {
        return longSide <= LONG_SIDE_PIXELS
                ? side
                : Math.max(1, Math.round((float) side * LONG_SIDE_PIXELS / longSide));
    }

    private static BufferedImage scaled(BufferedImage raster, int width, int height) {
        if (raster.getWidth() == width && raster.getHeight() == height) {
            return raster;
        }
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Resizers.PROGRESSIVE.resize(raster, scaled);
        return scaled;
    }

    private void write(BufferedImage thumbnail, Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(folder, target.getFileName().toString(), ".tmp");
        try {
            encode(thumbnail, unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void encode(BufferedImage thumbnail, Path file) throws IOException {
        ImageWriter writer = codecs.jpegWriter();
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(thumbnail, null, null), param);
        } finally {
            writer.dispose();
        }
    }
}
