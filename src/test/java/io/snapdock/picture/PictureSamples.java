package io.snapdock.picture;

import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.format.PictureType;
import io.snapdock.support.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** One sound picture of each kind that the checks must tell from broken ones. */
public final class PictureSamples {

    public static final Dimensions HEIC_DIMENSIONS = new Dimensions(64, 64);

    private PictureSamples() {}

    public static Stream<Sample> all() {
        return Stream.of(
                new Sample("JPEG", PictureType.JPEG, Pictures.jpeg(64, 48, 6)),
                new Sample("progressive JPEG", PictureType.JPEG, progressiveJpeg()),
                new Sample("PNG", PictureType.PNG, Pictures.png(64, 48)),
                new Sample("GIF", PictureType.GIF, Pictures.gif(64, 48)),
                new Sample("lossy WebP", PictureType.WEBP, Pictures.lossyWebp()),
                new Sample("lossless WebP", PictureType.WEBP, Pictures.losslessWebp()),
                new Sample("animated WebP", PictureType.WEBP, Pictures.animatedWebp()),
                new Sample("HEIC", PictureType.HEIC, Pictures.heic()),
                new Sample("AVIF", PictureType.AVIF, Pictures.avif()));
    }

    /** 64 x 48, in several scans with tables between them. */
    public static byte[] progressiveJpeg() {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(Pictures.quadrants(64, 48, BufferedImage.TYPE_INT_RGB), null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    public record Sample(String kind, PictureType type, byte[] bytes) {

        /** How much of its end a picture may lack: what follows its data. */
        public int endBytes() {
            return switch (type) {
                case JPEG -> 2;
                // The last chunk, and the checksum of the one before.
                case PNG -> 12 + 4;
                // The trailer, the end of the sub-blocks, and of the codes.
                case GIF -> 3;
                // The last chunk is padded.
                case WEBP -> kind.startsWith("lossless") ? 1 : 0;
                default -> 0;
            };
        }

        public Dimensions dimensions() {
            return type == PictureType.HEIC ? HEIC_DIMENSIONS : new Dimensions(64, 48);
        }

        @Override
        public String toString() {
            return kind;
        }
    }
}
