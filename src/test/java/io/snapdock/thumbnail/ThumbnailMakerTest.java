package io.snapdock.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.snapdock.picture.format.PictureType;
import io.snapdock.support.Pictures;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailMakerTest {

    private final ThumbnailMaker maker = new ThumbnailMaker(type -> Optional.empty());

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turns_a_photo_upright(int orientation) throws Exception {
        BufferedImage thumbnail = thumbnail(PictureType.JPEG, Pictures.jpeg(1600, 1200, orientation));

        boolean turned = orientation >= 5;
        assertSize(thumbnail, turned ? 360 : 480, turned ? 480 : 360);
        assertQuadrants(thumbnail);
    }

    @Test
    void heeds_the_orientation_of_png_and_not_that_of_webp_as_browsers_do() throws Exception {
        byte[] exif = Pictures.exif(3);
        byte[] tiff = Arrays.copyOfRange(exif, 10, exif.length);
        byte[] png = Pictures.png(64, 48);
        byte[] turnedPng = Pictures.joined(
                Arrays.copyOf(png, 33), Pictures.pngChunk("eXIf", tiff), Arrays.copyOfRange(png, 33, png.length));

        byte[] webp = Pictures.animatedWebp();
        byte[] chunk = Pictures.joined(
                "EXIF".getBytes(StandardCharsets.US_ASCII), new byte[] {(byte) tiff.length, 0, 0, 0}, tiff);
        byte[] turnedWebp = Pictures.joined(webp, chunk);
        turnedWebp[4] += (byte) chunk.length;

        assertColour(thumbnail(PictureType.PNG, turnedPng), 5, 5, Pictures.YELLOW);
        assertColour(thumbnail(PictureType.WEBP, turnedWebp), 5, 5, Pictures.RED);
    }

    @Test
    void shrinks_each_type_that_it_decodes() throws Exception {
        for (byte[] webp : new byte[][] {Pictures.lossyWebp(), Pictures.losslessWebp(), Pictures.animatedWebp()}) {
            assertQuadrants(thumbnail(PictureType.WEBP, webp));
        }
        assertQuadrants(thumbnail(PictureType.PNG, Pictures.png(1000, 700)));
        assertQuadrants(thumbnail(PictureType.GIF, Pictures.gif(1000, 700)));
    }

    @Test
    void never_enlarges() throws Exception {
        assertSize(thumbnail(PictureType.JPEG, Pictures.jpeg(64, 48)), 64, 48);
        assertSize(thumbnail(PictureType.PNG, Pictures.png(1, 1)), 1, 1);
    }

    @Test
    void keeps_the_shape_of_extreme_pictures() throws Exception {
        assertSize(thumbnail(PictureType.PNG, Pictures.png(5_000, 1)), 480, 1);
        assertSize(thumbnail(PictureType.PNG, Pictures.png(3, 10_001)), 1, 480);
        assertSize(thumbnail(PictureType.JPEG, Pictures.jpeg(481, 480)), 480, 479);
    }

    @Test
    void lays_what_is_transparent_on_white() throws Exception {
        BufferedImage clear = new BufferedImage(600, 600, BufferedImage.TYPE_INT_ARGB);

        assertColour(thumbnail(PictureType.PNG, Pictures.encoded(clear, "png")), 100, 100, 0xFFFFFF);
        BufferedImage indexed = new BufferedImage(600, 600, BufferedImage.TYPE_BYTE_INDEXED);
        assertColour(thumbnail(PictureType.GIF, Pictures.encoded(indexed, "gif")), 100, 100, 0x000000);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void keeps_grey_as_bright_as_it_was(int imageType) throws Exception {
        BufferedImage grey = new BufferedImage(600, 600, imageType);
        int[] half = new int[600 * 600];
        Arrays.fill(half, imageType == BufferedImage.TYPE_BYTE_GRAY ? 0x80 : 0x8080);
        grey.getRaster().setSamples(0, 0, 600, 600, 0, half);

        assertColour(thumbnail(PictureType.PNG, Pictures.encoded(grey, "png")), 100, 100, 0x808080);
        if (imageType == BufferedImage.TYPE_BYTE_GRAY) {
            assertColour(thumbnail(PictureType.JPEG, Pictures.encoded(grey, "jpeg")), 100, 100, 0x808080);
        }
    }

    @Test
    void reads_indexed_binary_and_deep_png() throws Exception {
        assertQuadrants(thumbnail(
                PictureType.PNG,
                Pictures.encoded(Pictures.quadrants(600, 400, BufferedImage.TYPE_BYTE_INDEXED), "png")));
        assertColour(thumbnail(PictureType.PNG, Pictures.hugePng(3_000, 2_000)), 10, 10, 0xFFFFFF);
        ComponentColorModel deep = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_USHORT);
        BufferedImage sixteenBit = new BufferedImage(deep, deep.createCompatibleWritableRaster(600, 400), false, null);
        sixteenBit.createGraphics().drawImage(Pictures.quadrants(600, 400, BufferedImage.TYPE_INT_RGB), 0, 0, null);
        assertQuadrants(thumbnail(PictureType.PNG, Pictures.encoded(sixteenBit, "png")));
    }

    @ParameterizedTest
    @EnumSource
    void says_what_it_cannot_decode(PictureType type) {
        boolean decodes = type != PictureType.HEIC && type != PictureType.AVIF;

        assertThat(ThumbnailMaker.canDecode(type)).isEqualTo(decodes);
        assertThatThrownBy(() -> thumbnail(type, new byte[100])).isInstanceOf(UndecodablePictureException.class);
        assertThat(leftovers()).isEmpty();
    }

    /** No browser is asked here; {@link ThumbnailsInBrowserIT} asks one about all of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVERTED_CMYK Adobe 0",
                "INVERTED_CMYK Adobe -1",
                "INVERTED_YCCK Adobe 2",
                "RGB Adobe 0",
                "YCC Adobe 2",
                "YCC of components [0, 1, 2]",
                "profile grey",
                "CMYK, profile garbage",
                "profile with a part missing"
            })
    void takes_the_samples_of_a_jpeg_as_browsers_do(String name) throws Exception {
        Sample sample = JpegSamples.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertLooksLike(thumbnail(PictureType.JPEG, sample.bytes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void reads_the_alpha_of_webp_that_is_not_compressed(int filter) throws Exception {
        byte[] picture = WebpSamples.part(Pictures.lossyWebp(), "VP8 ");
        byte[] alpha = WebpSamples.chunk("ALPH", WebpSamples.rawAlpha(new Card(64, 48, true), filter, 0));
        byte[] webp = WebpSamples.riff(WebpSamples.vp8x(0x10, 64, 48), alpha, picture);

        BufferedImage thumbnail = thumbnail(PictureType.WEBP, webp);

        assertColour(thumbnail, 28, 20, Pictures.RED);
        assertColour(thumbnail, 36, 28, Pictures.YELLOW);
        assertColour(thumbnail, 0, 0, 0xFFFFFF);
        assertColour(thumbnail, 63, 47, 0xFFFFFF);
    }

    @Test
    void applies_the_profile_of_a_png() throws Exception {
        byte[] png = Pictures.png(64, 48);
        byte[] swapped = Pictures.joined(
                Arrays.copyOf(png, 33), PngSamples.iccp(IccSamples.swapped()), Arrays.copyOfRange(png, 33, png.length));

        assertColour(thumbnail(PictureType.PNG, swapped), 5, 5, Pictures.GREEN);
    }

    @Test
    void shows_the_whole_canvas_of_a_gif() throws Exception {
        byte[] gif = Pictures.gif(64, 48);
        gif[6] = (byte) 128;
        gif[8] = 96;

        BufferedImage thumbnail = thumbnail(PictureType.GIF, gif);

        assertSize(thumbnail, 128, 96);
        assertColour(thumbnail, 5, 5, Pictures.RED);
        assertColour(thumbnail, 100, 80, 0xFFFFFF);
    }

    private static void assertLooksLike(BufferedImage thumbnail) {
        Card card = new Card(thumbnail.getWidth(), thumbnail.getHeight(), false);
        long sum = 0;
        for (int y = 0; y < card.height(); y++) {
            for (int x = 0; x < card.width(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((thumbnail.getRGB(x, y) >> shift & 0xFF) - (card.argb(x, y) >> shift & 0xFF));
                }
            }
        }
        assertThat((double) sum / (3L * card.width() * card.height())).isLessThan(6);
    }

    @Test
    void leaves_to_an_added_decoder_what_it_takes() throws Exception {
        PictureDecoder decoder = new PictureDecoder() {
            @Override
            public Set<PictureType> types() {
                return Set.of(PictureType.HEIC);
            }

            @Override
            public BufferedImage decode(PictureType type, Path file, int longSidePixels) throws IOException {
                if (Files.size(file) < 100) {
                    throw new IOException("too small");
                }
                return Pictures.quadrants(longSidePixels, longSidePixels / 2, BufferedImage.TYPE_INT_ARGB);
            }
        };
        ThumbnailMaker withDecoder = new ThumbnailMaker(
                type -> Optional.of(decoder).filter(one -> one.types().contains(type)));
        Path target = folder.resolve("thumbnail");

        withDecoder.make(Files.write(folder.resolve("original"), Pictures.heic()), PictureType.HEIC, target);

        BufferedImage thumbnail = ImageIO.read(target.toFile());
        assertSize(thumbnail, 480, 240);
        assertQuadrants(thumbnail);
        Path broken = Files.write(folder.resolve("original"), new byte[10]);
        assertThatThrownBy(() -> withDecoder.make(broken, PictureType.HEIC, target))
                .isInstanceOf(UndecodablePictureException.class);
    }

    @Test
    void makes_no_thumbnail_of_what_would_fill_the_memory() throws Exception {
        byte[] strip = TallJpeg.strip(4_000, true);
        assertSize(thumbnail(PictureType.JPEG, TallJpeg.of(strip, 50)), 480, 96);
        byte[] tall = TallJpeg.of(strip, 400);
        assertThatThrownBy(() -> thumbnail(PictureType.JPEG, tall)).isInstanceOf(UndecodablePictureException.class);
        byte[] wide = Pictures.hugePng(70_000_000, 1);
        assertThatThrownBy(() -> thumbnail(PictureType.PNG, wide)).isInstanceOf(UndecodablePictureException.class);
    }

    /** In a JVM of its own with a small heap, whose high-water mark Linux keeps. */
    @ParameterizedTest
    @ValueSource(strings = {"baseline", "progressive", "interlaced", "wide", "frames", "canvas", "profile"})
    @EnabledOnOs(OS.LINUX)
    void takes_little_memory_for_large_pictures(String kind) throws Exception {
        Path original = folder.resolve("large");
        PictureType type = LargePictures.write(kind, original);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LargePictures.class.getName(),
                        original.toString(),
                        type.name())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        System.out.println(kind + " " + said);
        // A canvas of four gigapixels without its data is no picture.
        String start = kind.equals("canvas") ? "none, KiB: " : "made, KiB: ";
        assertThat(said).startsWith(start);
        assertThat(Long.parseLong(said.substring(start.length()).strip())).isLessThan(64 * 1024);
    }

    @Test
    void converts_other_colour_spaces() throws Exception {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        ComponentColorModel colours =
                new ComponentColorModel(linear, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(colours, colours.createCompatibleWritableRaster(600, 400), false, null);
        int[] quarter = new int[600 * 400 * 3];
        Arrays.fill(quarter, 55);
        image.getRaster().setPixels(0, 0, 600, 400, quarter);

        BufferedImage srgb = OpaqueSrgb.of(image);

        assertColour(srgb, 100, 100, 0x808080);
    }

    @Test
    void tells_a_missing_file_from_one_it_cannot_decode() {
        assertThatThrownBy(() -> maker.make(folder.resolve("none"), PictureType.PNG, folder.resolve("thumbnail")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void replaces_an_older_thumbnail_and_leaves_nothing_else() throws Exception {
        Files.writeString(folder.resolve("thumbnail"), "older");
        thumbnail(PictureType.PNG, Pictures.png(10, 10));

        assertThat(leftovers()).containsExactly(folder.resolve("thumbnail"));
    }

    /** In a JVM of its own: whichever test makes a picture first has filled the registry of this one. */
    @Test
    void registers_nothing_with_the_servers_image_io() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FirstUse.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(process.getInputStream()).asString(StandardCharsets.UTF_8).isEqualTo("foreign: []");
    }

    static final class FirstUse {

        public static void main(String[] args) {
            new Codecs();
            List<String> foreign = new ArrayList<>();
            IIORegistry.getDefaultInstance()
                    .getServiceProviders(ImageReaderSpi.class, true)
                    .forEachRemaining(reader -> {
                        if (reader.getClass().getModule() != ImageIO.class.getModule()) {
                            foreign.add(reader.getClass().getName());
                        }
                    });
            System.out.print("foreign: " + foreign);
        }
    }

    private BufferedImage thumbnail(PictureType type, byte[] picture) throws IOException, UndecodablePictureException {
        Path target = folder.resolve("thumbnail");
        maker.make(Files.write(folder.resolve("original"), picture), type, target);
        BufferedImage thumbnail = ImageIO.read(target.toFile());
        assertThat(Math.max(thumbnail.getWidth(), thumbnail.getHeight()))
                .isLessThanOrEqualTo(ThumbnailMaker.LONG_SIDE_PIXELS);
        return thumbnail;
    }

    private List<Path> leftovers() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("original")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertQuadrants(BufferedImage picture) {
        int right = picture.getWidth() - 1;
        int bottom = picture.getHeight() - 1;
        // The corners themselves, since a turn that is one pixel off leaves a black edge there.
        assertColour(picture, 0, 0, Pictures.RED);
        assertColour(picture, right, 0, Pictures.GREEN);
        assertColour(picture, 0, bottom, Pictures.BLUE);
        assertColour(picture, right, bottom, Pictures.YELLOW);
        assertColour(picture, right / 4, bottom / 4, Pictures.RED);
        assertColour(picture, right * 3 / 4, bottom * 3 / 4, Pictures.YELLOW);
    }

    private static void assertSize(BufferedImage picture, int width, int height) {
        assertThat(picture.getWidth() + " x " + picture.getHeight()).isEqualTo(width + " x " + height);
    }

    private static void assertColour(BufferedImage picture, int x, int y, int expected) {
        int actual = picture.getRGB(x, y) & 0xFFFFFF;
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(actual >> shift & 0xFF)
                    .as("%06X at %d,%d instead of %06X", actual, x, y, expected)
                    .isCloseTo(expected >> shift & 0xFF, within(24));
        }
    }
}
