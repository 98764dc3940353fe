package io.snapdock.thumbnail;

import io.snapdock.picture.DamagedPictureException;
import io.snapdock.picture.JpegCoding;
import io.snapdock.picture.PictureType;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Function;
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
public final class ThumbnailMaker {

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

    /**
     * What a decoder may have to hold of a picture besides the reduced raster. JPEG in several scans needs two bytes for each
     * sample of the whole picture, outside the heap, where nothing else bounds it: that is 16 megapixels as phones sample them.
     */
    private static final long MAX_HELD_BYTES = 48L * 1024 * 1024;

    /** PNG's lines: the decoder holds two, and four bytes for each sample of a third. */
    private static final int HELD_BYTES_OF_LINE_BYTE = 6;

    /** Writers of progressive JPEG make ten or so; each costs a pass over the whole picture, and need not have any data. */
    private static final int MAX_SCANS = 100;

    private final Codecs codecs = new Codecs();
    private final Function<PictureType, Optional<PictureDecoder>> added;

    /** @param added the decoders that were added, by type; they go first */
    public ThumbnailMaker(Function<PictureType, Optional<PictureDecoder>> added) {
        this.added = added;
    }

    /** Whether Snapdock itself can make thumbnails of this type: there is no decoder in Java for HEVC and AV1. */
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
    public void make(Path original, PictureType type, Path target) throws IOException, UndecodablePictureException {
        write(thumbnail(original, type), target);
    }

    private BufferedImage thumbnail(Path original, PictureType type) throws IOException, UndecodablePictureException {
        Optional<PictureDecoder> decoder = added.apply(type);
        if (decoder.isPresent()) {
            return byAdded(decoder.get(), original, type);
        }
        if (!canDecode(type)) {
            throw new UndecodablePictureException("no decoder for " + type);
        }
        Orientation orientation = Orientation.typeOf(io.snapdock.picture.Orientation.of(type, original));
        try (ImageInputStream in = codecs.open(original)) {
            JpegCoding coding = type == PictureType.JPEG ? coding(original) : null;
            BufferedImage small = decode(in, type, coding);
            return ExifFilterUtils.getFilterForOrientation(orientation).apply(small);
        } catch (IIOException | EOFException | DamagedPictureException | RuntimeException e) {
            // Decoders fed by strangers also fail with whatever index or argument went wrong.
            throw new UndecodablePictureException("decoding failed: " + type, e);
        }
    }

    private static BufferedImage byAdded(PictureDecoder decoder, Path original, PictureType type)
            throws UndecodablePictureException {
        try {
            BufferedImage decoded = decoder.decode(type, original, OVERSAMPLING * LONG_SIDE_PIXELS);
            return scaledToLongSide(OpaqueSrgb.of(decoded), decoded.getWidth(), decoded.getHeight());
        } catch (IOException | RuntimeException e) {
            throw new UndecodablePictureException("an added decoder failed: " + type, e);
        }
    }

    private static JpegCoding coding(Path original)
            throws IOException, DamagedPictureException, UndecodablePictureException {
        JpegCoding coding = JpegCoding.read(original);
        if (coding.coefficientBytes() > MAX_HELD_BYTES || coding.scans() > MAX_SCANS) {
            throw new UndecodablePictureException(
                    "JPEG in %d scans with %d bytes".formatted(coding.scans(), coding.coefficientBytes()));
        }
        return coding;
    }

    private BufferedImage decode(ImageInputStream in, PictureType type, JpegCoding coding)
            throws IOException, UndecodablePictureException {
        if (type == PictureType.PNG) {
            refuseLongLines(in);
        }
        ImageReader reader = codecs.reader(type);
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (type == PictureType.WEBP && (long) width * height > MAX_WEBP_PIXELS) {
                throw new UndecodablePictureException("WebP of %d x %d pixels".formatted(width, height));
            }
            int step = Math.max(1, Math.max(width, height) / (OVERSAMPLING * LONG_SIDE_PIXELS));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            BufferedImage raster = coding != null && coding.components() == CmykJpeg.COMPONENTS
                    ? CmykJpeg.of(reader.readRaster(0, param), coding)
                    : OpaqueSrgb.of(reader.read(0, param));
            return scaledToLongSide(raster, width, height);
        } finally {
            reader.dispose();
        }
    }

    /** PNG (Third Edition) 11.2.1: width at byte 16, then height, depth and colour type. */
    private static void refuseLongLines(ImageInputStream in) throws IOException, UndecodablePictureException {
        in.seek(16);
        long width = in.readUnsignedInt();
        in.skipBytes(4);
        int depth = in.readUnsignedByte();
        int colourType = in.readUnsignedByte();
        int samples = (colourType & 2) + 1 + (colourType >> 2 & 1);
        long lineBytes = (width * depth * samples + 7) / 8;
        if (lineBytes * HELD_BYTES_OF_LINE_BYTE > MAX_HELD_BYTES) {
            throw new UndecodablePictureException("PNG with lines of %d bytes".formatted(lineBytes));
        }
        in.seek(0);
    }

    private static BufferedImage scaledToLongSide(BufferedImage raster, int width, int height) {
        int longSide = Math.max(width, height);
        return scaled(raster, side(width, longSide), side(height, longSide));
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
