package io.snapdock.thumbnail;

import io.snapdock.picture.Orientation;
import io.snapdock.picture.format.PictureType;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** PNG. The JDK's decoder reads the pixels and knows nothing of their colours; {@link PngHeader} does. */
final class PngDecoder {

    /** PNG's lines: the decoder holds two, and four bytes for each sample of a third. */
    private static final int HELD_BYTES_OF_LINE_BYTE = 6;

    private final Codecs codecs;

    PngDecoder(Codecs codecs) {
        this.codecs = codecs;
    }

    Reduced decode(Path file) throws IOException, UndecodablePictureException {
        ImageReader reader = codecs.reader(PictureType.PNG);
        try (ImageInputStream in = codecs.open(file)) {
            PngHeader header = PngHeader.read(in);
            if (header.lineBytes() * HELD_BYTES_OF_LINE_BYTE > Reduced.MAX_HELD_BYTES) {
                throw new UndecodablePictureException("PNG with lines of %d bytes".formatted(header.lineBytes()));
            }
            Colours colours = Colours.of(
                    header.profile(),
                    ColorSpace.TYPE_RGB,
                    header.isGrey() ? ColorSpace.TYPE_GRAY : ColorSpace.TYPE_RGB);
            try (Splice picture = header.picture()) {
                reader.setInput(picture, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                ImageReadParam param = reader.getDefaultReadParam();
                Reduced.subsample(param, width, height);
                BufferedImage decoded = reader.read(0, param);
                Samples samples = Samples.of(decoded, header.isGrey() ? Samples.GREY : Samples.RGB);
                return new Reduced(samples.onWhite(colours), width, height);
            }
        } finally {
            reader.dispose();
        }
    }

    /** Browsers heed Exif that stands before the pixels only. */
    static int orientation(Codecs codecs, Path file) throws IOException, UndecodablePictureException {
        try (ImageInputStream in = codecs.open(file)) {
            return PngHeader.read(in).exif() ? Orientation.of(PictureType.PNG, file) : 1;
        }
    }
}
