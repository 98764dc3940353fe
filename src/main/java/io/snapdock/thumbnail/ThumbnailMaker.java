package io.snapdock.thumbnail;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.format.PictureType;
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
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageOutputStream;
import net.coobird.thumbnailator.resizers.Resizers;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.w3c.dom.NodeList;

/**
 * Makes the small upright JPEG that stands for a photo on the desktop page. Can be shared by threads; how many may work
 * at once is their owner's to bound, as each holds one reduced raster.
 */
public final class ThumbnailMaker {

    /** The longest side of a thumbnail: 240 CSS pixels on a screen of double density. */
    static final int LONG_SIDE_PIXELS = 480;

    /** Where more bytes stop being seen at this size. */
    private static final float QUALITY = 0.82f;

    /** Small pictures are icons and drawings: sharp edges, and few bytes anyway. */
    private static final float QUALITY_OF_SMALL = 0.95f;

    private static final int SMALL_PIXELS = 160;

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
     * picture. It looks as browsers show the picture: upright where they heed an orientation, by its colour profile, what is transparent laid
     * on white, of an animation the first frame on its canvas.
     *
     * @param original a file that passed its structural check; only read
     * @param type what the file is
     * @param target appears whole or not at all; replaced when it exists. Its folder must exist
     * @throws UndecodablePictureException when no thumbnail can be made of this picture, now or later, or only one that looks different
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
        try {
            Reduced reduced = decoded(original, type);
            BufferedImage small = scaledToLongSide(reduced.image(), reduced.width(), reduced.height());
            Orientation orientation = Orientation.typeOf(orientation(original, type));
            return ExifFilterUtils.getFilterForOrientation(orientation).apply(small);
        } catch (IIOException | EOFException | DamagedPictureException | RuntimeException e) {
            // Decoders fed by strangers also fail with whatever index or argument went wrong.
            throw new UndecodablePictureException("decoding failed: " + type, e);
        }
    }

    private Reduced decoded(Path original, PictureType type)
            throws IOException, DamagedPictureException, UndecodablePictureException {
        return switch (type) {
            case JPEG -> new JpegDecoder(codecs).decode(original);
            case PNG -> new PngDecoder(codecs).decode(original);
            case GIF -> new GifDecoder(codecs).decode(original);
            case WEBP -> new WebpDecoder(codecs).decode(original);
            case HEIC, AVIF -> throw new UndecodablePictureException("no decoder for " + type);
        };
    }

    private int orientation(Path original, PictureType type) throws IOException, UndecodablePictureException {
        return switch (type) {
            case JPEG -> io.snapdock.picture.Orientation.of(type, original);
            case PNG -> PngDecoder.orientation(codecs, original);
            default -> 1;
        };
    }

    private static BufferedImage byAdded(PictureDecoder decoder, Path original, PictureType type)
            throws UndecodablePictureException {
        try {
            BufferedImage decoded = decoder.decode(type, original, Reduced.LONG_SIDE_PIXELS);
            return scaledToLongSide(OpaqueSrgb.of(decoded), decoded.getWidth(), decoded.getHeight());
        } catch (IOException | RuntimeException e) {
            throw new UndecodablePictureException("an added decoder failed: " + type, e);
        }
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
            boolean small = Math.max(thumbnail.getWidth(), thumbnail.getHeight()) <= SMALL_PIXELS;
            param.setCompressionQuality(small ? QUALITY_OF_SMALL : QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(thumbnail, null, wholeColours(writer, thumbnail, param)), param);
        } finally {
            writer.dispose();
        }
    }

    /** The writer's own way keeps one sample of colour for four pixels, which the edges of drawings show. */
    private static IIOMetadata wholeColours(ImageWriter writer, BufferedImage image, ImageWriteParam param)
            throws IIOInvalidTreeException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
        NodeList components = root.getElementsByTagName("componentSpec");
        for (int i = 0; i < components.getLength(); i++) {
            IIOMetadataNode component = (IIOMetadataNode) components.item(i);
            component.setAttribute("HsamplingFactor", "1");
            component.setAttribute("VsamplingFactor", "1");
        }
        metadata.setFromTree(format, root);
        return metadata;
    }
}
