package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** GIF: the first frame in its place on the canvas. Its background colour is ignored, as by all browsers: what no frame covers is clear. */
final class GifDecoder {

    private static final int SCREEN_AT = 6;
    private static final int BLOCKS_AT = 13;
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;

    private final Codecs codecs;

    GifDecoder(Codecs codecs) {
        this.codecs = codecs;
    }

    Reduced decode(Path file) throws IOException, UndecodablePictureException {
        ImageReader reader = codecs.reader(PictureType.GIF);
        try (ImageInputStream in = codecs.open(file)) {
            Place place = place(in);
            in.seek(0);
            reader.setInput(in, true, true);
            // A first frame that is larger makes the canvas larger.
            int width = Math.max(place.screenWidth, place.left + place.width);
            int height = Math.max(place.screenHeight, place.top + place.height);
            int step = Reduced.step(width, height);
            Samples canvas = Samples.blank(Reduced.reduced(width, step), Reduced.reduced(height, step));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            Samples.of(reader.read(0, param), Samples.RGB).drawOn(canvas, place.left / step, place.top / step);
            return new Reduced(canvas.onWhite(Colours.SRGB), width, height);
        } finally {
            reader.dispose();
        }
    }

    private record Place(int screenWidth, int screenHeight, int left, int top, int width, int height) {}

    /** GIF89a sections 18 and 20: the canvas, and where its first frame lies. */
    private static Place place(ImageInputStream in) throws IOException, UndecodablePictureException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(SCREEN_AT);
        int screenWidth = in.readUnsignedShort();
        int screenHeight = in.readUnsignedShort();
        int flags = in.readUnsignedByte();
        in.seek(BLOCKS_AT + ((flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1)));
        int block = in.readUnsignedByte();
        while (block == EXTENSION) {
            in.skipBytes(1);
            for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
                in.skipBytes(length);
            }
            block = in.readUnsignedByte();
        }
        if (block != FRAME) {
            throw new UndecodablePictureException("GIF with block %02X before its first frame".formatted(block));
        }
        int left = in.readUnsignedShort();
        int top = in.readUnsignedShort();
        return new Place(screenWidth, screenHeight, left, top, in.readUnsignedShort(), in.readUnsignedShort());
    }
}
