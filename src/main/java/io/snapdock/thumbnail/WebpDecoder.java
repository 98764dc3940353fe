package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import java.awt.color.ColorSpace;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * WebP. TwelveMonkeys' decoder gets one bare picture, lossy or lossless; container, transparency and canvas are dealt with here, where its own
 * handling differs from browsers'. Orientation in Exif does not count: no browser heeds it.
 */
final class WebpDecoder {

    /**
     * The decoder builds the whole picture, some ten bytes of heap a pixel and the better part of a microsecond of
     * work. The JDK's decoders go by lines; what they may be given is {@code snapdock.photo.max-pixels}' to say.
     */
    private static final long MAX_PIXELS = 16_000_000;

    /** Lossy pictures have one sample of colour for four pixels. Browsers blend these, the decoder does not, which small ones show. */
    private static final int LEAST_LOSSY_SIDE = 32;

    private final Codecs codecs;

    WebpDecoder(Codecs codecs) {
        this.codecs = codecs;
    }

    Reduced decode(Path file) throws IOException, UndecodablePictureException {
        try (ImageInputStream in = codecs.open(file)) {
            WebpContainer webp = WebpContainer.read(in);
            Colours colours = Colours.of(webp.profile(in), ColorSpace.TYPE_RGB);
            if (!webp.isAnimated()) {
                // One picture is the whole, whatever size the container tells.
                Size size = size(in, webp);
                if (webp.isLossy() && Math.min(size.width, size.height) < LEAST_LOSSY_SIDE) {
                    throw new UndecodablePictureException(
                            "lossy WebP of %d x %d pixels".formatted(size.width, size.height));
                }
                return new Reduced(
                        picture(in, webp, size, Reduced.step(size.width, size.height))
                                .onWhite(colours),
                        size.width,
                        size.height);
            }
            int step = Reduced.step(webp.canvasWidth(), webp.canvasHeight());
            Samples canvas = Samples.blank(
                    Reduced.reduced(webp.canvasWidth(), step), Reduced.reduced(webp.canvasHeight(), step));
            picture(in, webp, size(in, webp), step).drawOn(canvas, webp.left() / step, webp.top() / step);
            return new Reduced(canvas.onWhite(colours), webp.canvasWidth(), webp.canvasHeight());
        }
    }

    private record Size(int width, int height) {}

    private Size size(ImageInputStream in, WebpContainer webp) throws IOException, UndecodablePictureException {
        ImageReader reader = codecs.reader(PictureType.WEBP);
        try (Splice bare = webp.picture(in)) {
            reader.setInput(bare, true, true);
            Size size = new Size(reader.getWidth(0), reader.getHeight(0));
            if ((long) size.width * size.height > MAX_PIXELS) {
                throw new UndecodablePictureException("WebP of %d x %d pixels".formatted(size.width, size.height));
            }
            return size;
        } finally {
            reader.dispose();
        }
    }

    private Samples picture(ImageInputStream in, WebpContainer webp, Size size, int step)
            throws IOException, UndecodablePictureException {
        // First, as decoding both at once would take the memory of both.
        byte[] alpha =
                webp.hasAlphaChunk() ? new WebpAlpha(codecs, in, webp).reduced(size.width, size.height, step) : null;
        ImageReader reader = codecs.reader(PictureType.WEBP);
        try (Splice bare = webp.picture(in)) {
            reader.setInput(bare, true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            Samples samples = Samples.of(reader.read(0, param), Samples.RGB);
            if (webp.deniesAlpha() && samples.isTransparent()) {
                throw new UndecodablePictureException("transparency that the header denies");
            }
            return alpha == null ? samples : samples.withAlpha(alpha);
        } finally {
            reader.dispose();
        }
    }
}
