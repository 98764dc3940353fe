package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import io.snapdock.support.Pictures;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEG in what its samples may mean (ITU-T T.871 and T.872): components, Adobe's and JFIF's segments, profiles, turns. */
final class JpegSamples {

    private static final byte[] START = {(byte) 0xFF, (byte) 0xD8};
    private static final byte[] JFIF = segment(0xE0, new byte[] {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
    private static final int NONE = -1;
    private static final int[] TRANSFORMS = {NONE, 0, 1, 2, 9};
    private static final int WIDTH = 304;
    private static final int HEIGHT = 224;

    /** What the samples of a card are made to. */
    private enum Samples {
        GREY(1),
        RGB(3),
        YCC(3),
        CMYK(4),
        INVERTED_CMYK(4),
        YCCK(4),
        INVERTED_YCCK(4);

        private final int components;

        Samples(int components) {
            this.components = components;
        }
    }

    private JpegSamples() {}

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        for (boolean progressive : new boolean[] {false, true}) {
            String name = progressive ? ", progressive" : "";
            all.add(sample("4:2:0" + name, jpeg(300, 220, progressive)));
            all.add(sample("4:2:0, large" + name, jpeg(1_200, 961, progressive)));
            for (Samples samples : Samples.values()) {
                for (int transform : TRANSFORMS) {
                    byte[] plain = encoded(samples, progressive);
                    byte[] adobe = transform == NONE ? new byte[0] : adobe(transform);
                    String what = samples + " Adobe " + transform + name;
                    all.add(sample(what, joined(plain, adobe)));
                    if (!progressive) {
                        all.add(sample(what + " and JFIF", joined(plain, JFIF, adobe)));
                    }
                }
            }
        }
        for (Samples samples : new Samples[] {Samples.RGB, Samples.YCC}) {
            for (String ids : new String[] {"RGB", "\0\1\2", "\1\2\3", "YCc", "rgb", "BGR", "\2\3\4", "\1\42\3"}) {
                byte[] named = named(encoded(samples, false), ids);
                String name = "%s of components %s"
                        .formatted(samples, Arrays.toString(ids.getBytes(StandardCharsets.US_ASCII)));
                all.add(sample(name, joined(named)));
                all.add(sample(name + " and JFIF", joined(named, JFIF)));
                all.add(sample(name + " and Adobe 0", joined(named, adobe(0))));
            }
        }
        profiles(all);
        for (int orientation = 1; orientation <= 8; orientation++) {
            all.add(sample("Exif " + orientation, joined(jpeg(300, 220, false), Pictures.exif(orientation))));
            byte[] inks = encoded(Samples.INVERTED_CMYK, false);
            all.add(sample("CMYK, Exif " + orientation, joined(inks, Pictures.exif(orientation), adobe(0))));
        }
        all.add(sample("Exif 6 after Exif 1", joined(jpeg(300, 220, false), Pictures.exif(1), Pictures.exif(6))));
        all.add(sample("Exif 6 and JFIF", joined(jpeg(300, 220, false), JFIF, Pictures.exif(6))));
        all.add(sample("Exif 6 before JFIF", joined(jpeg(300, 220, false), Pictures.exif(6), JFIF)));
        all.add(sample("Exif 9", joined(jpeg(300, 220, false), Pictures.exif(9))));
        return all;
    }

    private static void profiles(List<Sample> all) {
        IccSamples.all().forEach((name, icc) -> {
            if (icc.length == 0) {
                return;
            }
            all.add(sample("profile " + name, joined(jpeg(300, 220, false), icc(icc))));
            all.add(sample("grey, profile " + name, joined(encoded(Samples.GREY, false), icc(icc))));
            all.add(sample("CMYK, profile " + name, joined(encoded(Samples.INVERTED_CMYK, false), adobe(0), icc(icc))));
            all.add(sample("YCCK, profile " + name, joined(encoded(Samples.INVERTED_YCCK, false), adobe(2), icc(icc))));
        });
        byte[] jpeg = jpeg(300, 220, false);
        byte[] swapped = IccSamples.swapped();
        byte[] half = Arrays.copyOf(swapped, 200);
        byte[] rest = Arrays.copyOfRange(swapped, 200, swapped.length);
        all.add(sample("profile in two parts", joined(jpeg, part(1, 2, half), part(2, 2, rest))));
        all.add(sample("profile in two parts, other order", joined(jpeg, part(2, 2, rest), part(1, 2, half))));
        all.add(sample("profile with a part missing", joined(jpeg, part(1, 2, half))));
        all.add(sample(
                "profile with a part twice", joined(jpeg, part(1, 2, half), part(1, 2, half), part(2, 2, rest))));
        all.add(sample("profile of part 0", joined(jpeg, part(0, 1, swapped))));
        all.add(sample("profiles with different counts", joined(jpeg, part(1, 2, half), part(2, 3, rest))));
        all.add(sample("profile without a byte", joined(jpeg, part(1, 1, new byte[0]))));
        all.add(sample("two profiles", joined(jpeg, icc(IccSamples.adobe()), icc(swapped))));
        all.add(sample("profile, large", joined(jpeg(1_200, 961, false), icc(swapped))));
        all.add(sample("profile, progressive", joined(jpeg(300, 220, true), icc(swapped))));
        all.add(sample("profile, RGB", joined(encoded(Samples.RGB, false), adobe(0), icc(swapped))));
        all.add(sample("short APP14", joined(jpeg, segment(0xEE, "Adobe".getBytes(StandardCharsets.US_ASCII)))));
        all.add(sample("short JFIF", joined(jpeg, segment(0xE0, new byte[] {'J', 'F', 'I', 'F', 0, 1}))));
        all.add(sample("two JFIF", joined(jpeg, JFIF, JFIF)));
        all.add(sample("APP14 after JFIF and Exif", joined(jpeg, JFIF, Pictures.exif(1), adobe(1))));
    }

    private static byte[] jpeg(int width, int height, boolean progressive) {
        return encoded(new IIOImage(new Card(width, height, false).image(), null, null), progressive);
    }

    private static byte[] encoded(Samples samples, boolean progressive) {
        Card card = new Card(WIDTH, HEIGHT, false);
        int components = samples.components;
        if (components == 1) {
            BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    grey.getRaster().setSample(x, y, 0, card.grey(x, y));
                }
            }
            return encoded(new IIOImage(grey, null, null), progressive);
        }
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, components, null);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                raster.setPixel(x, y, pixel(samples, card.argb(x, y)));
            }
        }
        return encoded(new IIOImage(raster, null, null), progressive);
    }

    private static int[] pixel(Samples samples, int colour) {
        int red = colour >> 16 & 0xFF;
        int green = colour >> 8 & 0xFF;
        int blue = colour & 0xFF;
        int most = Math.max(1, Math.max(red, Math.max(green, blue)));
        int[] inks = {255 * red / most, 255 * green / most, 255 * blue / most, most};
        return switch (samples) {
            case RGB -> new int[] {red, green, blue};
            case YCC -> ycc(red, green, blue, NONE);
            case INVERTED_CMYK -> inks;
            case CMYK -> Arrays.stream(inks).map(ink -> 255 - ink).toArray();
            // T.872: the colours are those of the inks' opposites, as Adobe stores them.
            case INVERTED_YCCK -> ycc(255 - inks[0], 255 - inks[1], 255 - inks[2], inks[3]);
            case YCCK -> ycc(inks[0], inks[1], inks[2], 255 - inks[3]);
            default -> throw new IllegalArgumentException(samples.name());
        };
    }

    private static int[] ycc(int red, int green, int blue, int key) {
        int luma = clamped(0.299 * red + 0.587 * green + 0.114 * blue);
        int blueness = clamped(128 - 0.168736 * red - 0.331264 * green + 0.5 * blue);
        int redness = clamped(128 + 0.5 * red - 0.418688 * green - 0.081312 * blue);
        return key == NONE ? new int[] {luma, blueness, redness} : new int[] {luma, blueness, redness, key};
    }

    private static int clamped(double sample) {
        return (int) Math.max(0, Math.min(255, Math.round(sample)));
    }

    /** Without any segment for applications. */
    private static byte[] encoded(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(0.92f);
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        byte[] jpeg = bytes.toByteArray();
        int at = 2;
        while ((jpeg[at + 1] & 0xF0) == 0xE0) {
            at += 2 + (ByteBuffer.wrap(jpeg).getShort(at + 2) & 0xFFFF);
        }
        return Pictures.joined(START, Arrays.copyOfRange(jpeg, at, jpeg.length));
    }

    /** Gives the components other names, in the frame's header and in those of all scans. */
    private static byte[] named(byte[] jpeg, String ids) {
        byte[] named = jpeg.clone();
        int at = 2;
        byte[] old = new byte[ids.length()];
        while ((named[at + 1] & 0xFF) != 0xDA) {
            if ((named[at + 1] & 0xFF) == 0xC0) {
                for (int i = 0; i < old.length; i++) {
                    old[i] = named[at + 10 + 3 * i];
                    named[at + 10 + 3 * i] = (byte) ids.charAt(i);
                }
            }
            at += 2 + (ByteBuffer.wrap(named).getShort(at + 2) & 0xFFFF);
        }
        for (int i = 0; i < named[at + 4]; i++) {
            for (int j = 0; j < old.length; j++) {
                if (jpeg[at + 5 + 2 * i] == old[j]) {
                    named[at + 5 + 2 * i] = (byte) ids.charAt(j);
                }
            }
        }
        return named;
    }

    static byte[] adobe(int transform) {
        return segment(0xEE, new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform});
    }

    static byte[] icc(byte[] icc) {
        return part(1, 1, icc);
    }

    /** ICC.1:2010 B.4. */
    private static byte[] part(int number, int of, byte[] data) {
        byte[] head = "ICC_PROFILE\0..".getBytes(StandardCharsets.US_ASCII);
        head[12] = (byte) number;
        head[13] = (byte) of;
        return segment(0xE2, Pictures.joined(head, data));
    }

    static byte[] segment(int marker, byte[] data) {
        int length = data.length + 2;
        return Pictures.joined(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, data);
    }

    /** The segments after the start of the image. */
    static byte[] joined(byte[] jpeg, byte[]... segments) {
        return Pictures.joined(START, Pictures.joined(segments), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static Sample sample(String name, byte[] bytes) {
        return new Sample(name, PictureType.JPEG, bytes);
    }
}
