package io.snapdock.picture.strip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.picture.Exif;
import io.snapdock.picture.ExifFacts;
import io.snapdock.picture.Orientation;
import io.snapdock.picture.PictureCheck;
import io.snapdock.picture.PictureSamples;
import io.snapdock.picture.PictureSamples.Sample;
import io.snapdock.picture.Places;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.bytes.UnremovableMetadataException;
import io.snapdock.picture.format.PictureType;
import io.snapdock.settings.MetadataPolicy;
import io.snapdock.support.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("soundPictures")
    void leaves_a_picture_without_a_place_alone(Sample sample) throws Exception {
        assertThat(strip(sample.type(), sample.bytes(), MetadataPolicy.STRIP_LOCATION))
                .isNull();
        assertThat(strip(sample.type(), sample.bytes(), MetadataPolicy.KEEP)).isNull();
    }

    static Stream<Sample> soundPictures() {
        return PictureSamples.all();
    }

    @Test
    void keep_changes_nothing() throws Exception {
        byte[] jpeg = Places.jpeg(Places.exifSegment(Places.exif(1, true)));
        assertThat(strip(PictureType.JPEG, jpeg, MetadataPolicy.KEEP)).isNull();
    }

    @Test
    void takes_the_place_out_of_a_jpeg_and_moves_nothing() throws Exception {
        byte[] jpeg = Places.jpeg(
                Places.exifSegment(Places.exif(6, true)),
                Places.xmpSegment(Places.XMP_WITH_PLACE),
                Places.iptcSegment(90),
                Places.profileSegment(),
                Places.adobeSegment(),
                Places.segment(0xFE, Places.ascii("taken by Ana")));

        byte[] stripped = strip(PictureType.JPEG, jpeg, MetadataPolicy.STRIP_LOCATION);

        assertThat(Places.isClean(jpeg)).isFalse();
        assertThat(Places.isClean(stripped)).isTrue();
        assertThat(stripped).hasSameSizeAs(jpeg);
        assertThat(Places.scan(stripped)).isEqualTo(Places.scan(jpeg));
        assertSamePixels(jpeg, stripped);
        for (String kept : new String[] {Places.CAMERA, "sRGB built-in", "Adobe", "JFIF"}) {
            assertThat(Places.contains(stripped, kept)).as(kept).isTrue();
        }
        assertThat(Places.contains(stripped, "taken by Ana"))
                .as("nobody knows what a comment says")
                .isFalse();
        assertThat(facts(PictureType.JPEG, stripped)).isEqualTo(facts(PictureType.JPEG, jpeg));
        assertThat(Orientation.of(PictureType.JPEG, write(stripped))).isEqualTo(6);
        assertThat(strip(PictureType.JPEG, stripped, MetadataPolicy.STRIP_LOCATION))
                .as("nothing is left to do")
                .isNull();
    }

    @Test
    void keeps_xmp_and_iptc_that_name_no_place() throws Exception {
        byte[] jpeg = Places.jpeg(
                Places.exifSegment(Places.exif(6, false)), Places.xmpSegment(Places.XMP), Places.iptcSegment(116));
        assertThat(strip(PictureType.JPEG, jpeg, MetadataPolicy.STRIP_LOCATION)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exif:GPSLatitude='1'",
                "photoshop:City='x'",
                "photoshop:State='x'",
                "photoshop:Country='x'",
                "Iptc4xmpExt:LocationShown='x'",
                "Iptc4xmpCore:Location='x'",
                "Iptc4xmpExt:Sublocation='x'",
                "drone-dji:GpsLongtitude='1'",
                "drone-dji:Latitude='1'",
                "xmlns:geo='http://www.w3.org/2003/01/geo/wgs84_pos#'",
            })
    void takes_properties_of_places_and_leaves_their_neighbours(String attribute) throws Exception {
        String prefix = attribute.substring(0, attribute.indexOf(':'));
        String declared = prefix.equals("exif") || prefix.equals("xmlns")
                ? attribute
                : "xmlns:" + prefix + "='http://ns.adobe.com/" + prefix + "/1.0/' " + attribute;
        byte[] jpeg = Places.jpeg(Places.xmpSegment(Places.xmp("xmp:Rating='5' " + declared + " hdrgm:Version='1.0'")));

        byte[] stripped = strip(PictureType.JPEG, jpeg, MetadataPolicy.STRIP_LOCATION);

        assertThat(stripped).hasSameSizeAs(jpeg);
        assertThat(Places.contains(stripped, attribute)).isFalse();
        assertThat(Places.contains(stripped, "xmp:Rating='5'")).isTrue();
        assertThat(Places.contains(stripped, "hdrgm:Version='1.0'")).isTrue();
    }

    @Test
    void takes_extended_xmp_whole_when_a_name_is_cut_in_two() throws Exception {
        byte[] head = Places.ascii("http://ns.adobe.com/xmp/extension/\0" + "0".repeat(40));
        byte[] jpeg = Places.jpeg(
                Places.xmpSegment(Places.XMP),
                Places.segment(0xE1, head, Places.ascii("first part <exif:G")),
                Places.segment(0xE1, head, Places.ascii("PSLatitude>48<")));

        byte[] stripped = strip(PictureType.JPEG, jpeg, MetadataPolicy.STRIP_LOCATION);

        assertThat(Places.contains(stripped, "first part")).isFalse();
        assertThat(Places.contains(stripped, "PSLatitude>48")).isFalse();
    }

    @Test
    void keeps_nothing_but_the_picture_of_a_jpeg() throws Exception {
        byte[] jpeg = Places.jpeg(
                Places.exifSegment(Places.exif(6, true)),
                Places.xmpSegment(Places.XMP),
                Places.iptcSegment(120),
                Places.profileSegment(),
                Places.adobeSegment(),
                Places.segment(0xE5, Places.ascii("whatever")),
                Places.segment(0xFE, Places.ascii("taken by Ana")));

        byte[] stripped = strip(PictureType.JPEG, jpeg, MetadataPolicy.STRIP_ALL);

        assertThat(stripped).isEqualTo(Places.jpeg(Pictures.exif(6), Places.profileSegment(), Places.adobeSegment()));
        assertSamePixels(jpeg, stripped);
        assertThat(strip(PictureType.JPEG, stripped, MetadataPolicy.STRIP_ALL)).isNull();
        byte[] upright = Places.jpeg(Places.exifSegment(Places.exif(1, true)));
        assertThat(strip(PictureType.JPEG, upright, MetadataPolicy.STRIP_ALL)).isEqualTo(Places.jpeg());
    }

    @Test
    void cleans_further_pictures_behind_the_end_and_drops_the_clip() throws Exception {
        byte[] first = Places.jpeg(Places.exifSegment(Places.exif(6, true)), Places.profileSegment());
        byte[] second = Places.jpeg(Places.exifSegment(Places.exif(1, true)), Places.xmpSegment(Places.XMP_WITH_PLACE));
        byte[] clip = Places.ascii("....ftypmp42 ©xyz+48.1371+011.5754/");
        byte[] padding = new byte[5];

        byte[] stripped =
                strip(PictureType.JPEG, Pictures.joined(first, padding, second, clip), MetadataPolicy.STRIP_LOCATION);

        assertThat(stripped).hasSize(first.length + padding.length + second.length);
        assertThat(Places.isClean(stripped)).isTrue();
        assertThat(facts(PictureType.JPEG, Arrays.copyOfRange(stripped, first.length + 5, stripped.length)))
                .isEqualTo(facts(PictureType.JPEG, second));
        assertThat(strip(PictureType.JPEG, Pictures.joined(first, second, clip), MetadataPolicy.STRIP_ALL))
                .isEqualTo(Places.jpeg(Pictures.exif(6), Places.profileSegment()));
    }

    @Test
    void drops_a_broken_picture_behind_the_end() throws Exception {
        byte[] plain = Places.jpeg();
        assertThat(strip(
                        PictureType.JPEG,
                        Pictures.joined(plain, Pictures.truncated(plain)),
                        MetadataPolicy.STRIP_LOCATION))
                .isEqualTo(plain);
    }

    @Test
    void judges_gain_maps_apart_from_their_picture() throws Exception {
        byte[] gainMap = Places.jpeg(Places.xmpSegment(Places.xmp("hdrgm:GainMapMax='2'")));
        byte[] both = Pictures.joined(Places.jpeg(Places.xmpSegment(Places.XMP_WITH_PLACE)), gainMap);

        byte[] stripped = strip(PictureType.JPEG, both, MetadataPolicy.STRIP_LOCATION);

        assertThat(stripped).endsWith(gainMap);
        assertThat(Places.isClean(stripped)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"loop, true", "giant, true", "gps-beyond, true", "gps-on-main, true", "cut, false"})
    void keeps_what_it_can_read_of_odd_exif_and_the_orientation_in_any_case(String fault, boolean camera)
            throws Exception {
        byte[] tiff = Places.exif(6, true);
        switch (fault) {
            // The preview's directory leads back to the first.
            case "loop" -> ByteBuffer.wrap(tiff).putInt(180 + 2 + 12, 8);
            case "giant" -> ByteBuffer.wrap(tiff).putShort(140, (short) 0xFFFF);
            case "gps-beyond" -> ByteBuffer.wrap(tiff).putInt(8 + 2 + 36 + 8, 1_000_000);
            case "gps-on-main" -> ByteBuffer.wrap(tiff).putInt(8 + 2 + 36 + 8, 8);
            case "cut" -> tiff = Arrays.copyOf(tiff, 150);
            default -> throw new IllegalArgumentException(fault);
        }
        byte[] jpeg = Places.jpeg(Places.exifSegment(tiff));

        byte[] stripped = strip(PictureType.JPEG, jpeg, MetadataPolicy.STRIP_LOCATION);

        assertThat(stripped).hasSameSizeAs(jpeg);
        assertThat(Places.isClean(stripped)).isTrue();
        assertThat(Places.contains(stripped, Places.CAMERA)).isEqualTo(camera);
        assertThat(Orientation.of(PictureType.JPEG, write(stripped))).isEqualTo(6);
        assertSamePixels(jpeg, stripped);
    }

    @Test
    void takes_places_out_of_a_png() throws Exception {
        byte[] png = Places.png(
                chunk("gAMA", "\0\0\u00b1\u008f"),
                Pictures.pngChunk("eXIf", Places.exif(6, true)),
                chunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0" + Places.XMP_WITH_PLACE),
                Pictures.pngChunk(
                        "iTXt",
                        Pictures.joined(
                                Places.ascii("XML:com.adobe.xmp\0\1\0\0\0"), Places.deflated(Places.XMP_WITH_PLACE))),
                chunk("tEXt", "Raw profile type exif\0\nexif\n  10\n45786966"),
                Pictures.pngChunk(
                        "zTXt",
                        Pictures.joined(
                                Places.ascii("Comment\0\0"), Places.deflated("a exif:GPSLatitude in a comment"))),
                chunk("tEXt", "Location\0Munich"),
                chunk("tEXt", "Title\0At home"),
                chunk("abCD", "whatever"),
                Pictures.pngChunk("zTXt", Pictures.joined(Places.ascii("Software\0\0"), Places.deflated("by hand"))));
        byte[] packet = XmpFilter.harmless(Places.ascii(Places.XMP_WITH_PLACE)).orElseThrow();
        byte[] wanted = Places.png(
                chunk("gAMA", "\0\0\u00b1\u008f"),
                Pictures.pngChunk(
                        "eXIf", ExifCleaner.withoutPlace(Places.exif(6, true)).orElseThrow()),
                Pictures.pngChunk("iTXt", Pictures.joined(Places.ascii("XML:com.adobe.xmp\0\0\0\0\0"), packet)),
                Pictures.pngChunk(
                        "iTXt",
                        Pictures.joined(
                                Places.ascii("XML:com.adobe.xmp\0\1\0\0\0"),
                                Places.deflated(new String(packet, StandardCharsets.ISO_8859_1)))),
                Pictures.pngChunk("zTXt", Pictures.joined(Places.ascii("Software\0\0"), Places.deflated("by hand"))));

        byte[] stripped =
                strip(PictureType.PNG, Pictures.joined(png, Places.ascii("a trailer")), MetadataPolicy.STRIP_LOCATION);

        assertThat(stripped).isEqualTo(wanted);
        assertThat(Places.isClean(stripped)).isTrue();
        assertSamePixels(png, stripped);
        assertThat(strip(PictureType.PNG, png, MetadataPolicy.STRIP_ALL))
                .isEqualTo(Places.png(
                        chunk("gAMA", "\0\0\u00b1\u008f"),
                        Pictures.pngChunk(
                                "eXIf",
                                ExifCleaner.onlyOrientation(Places.exif(6, true))
                                        .orElseThrow())));
        assertThat(strip(PictureType.PNG, Places.png(chunk("tIME", "1234567")), MetadataPolicy.STRIP_ALL))
                .isEqualTo(Places.png());
    }

    @Test
    void does_not_inflate_a_text_bomb_to_its_end() throws Exception {
        String bomb = "a".repeat(20_000_000);
        byte[] png = Places.png(
                Pictures.pngChunk("zTXt", Pictures.joined(Places.ascii("Comment\0\0"), Places.deflated(bomb))));
        assertThat(strip(PictureType.PNG, png, MetadataPolicy.STRIP_LOCATION)).isEqualTo(Places.png());
    }

    @Test
    void takes_places_out_of_a_webp() throws Exception {
        byte[] exif = Places.riffChunk("EXIF", Places.exif(6, true));
        byte[] webp = Places.webp(exif, Places.riffChunk("XMP ", Places.ascii(Places.XMP_WITH_PLACE)));

        byte[] stripped = strip(PictureType.WEBP, webp, MetadataPolicy.STRIP_LOCATION);

        byte[] wanted = Places.webp(
                Places.riffChunk(
                        "EXIF", ExifCleaner.withoutPlace(Places.exif(6, true)).orElseThrow()),
                Places.riffChunk(
                        "XMP ",
                        XmpFilter.harmless(Places.ascii(Places.XMP_WITH_PLACE)).orElseThrow()));
        assertThat(stripped).isEqualTo(wanted);
        assertThat(PictureCheck.check(PictureType.WEBP, write(stripped)).dimensions())
                .isEqualTo(new Dimensions(64, 48));
        byte[] bare = strip(
                PictureType.WEBP,
                Places.webp(Places.riffChunk("EXIF", Places.exif(1, true)), Places.riffChunk("ABCD", new byte[3])),
                MetadataPolicy.STRIP_ALL);
        byte[] wantedBare = Places.webp();
        wantedBare[20] = 0x20;
        assertThat(bare).isEqualTo(wantedBare);
        assertThat(strip(
                        PictureType.WEBP,
                        Pictures.joined(Pictures.lossyWebp(), new byte[9]),
                        MetadataPolicy.STRIP_LOCATION))
                .isEqualTo(Pictures.lossyWebp());
    }

    @Test
    void mends_the_length_of_a_webp_that_browsers_would_not_show() throws Exception {
        byte[] webp = Pictures.lossyWebp();
        webp[4] = (byte) (webp[4] + 2);

        assertThat(strip(PictureType.WEBP, webp, MetadataPolicy.STRIP_LOCATION)).isEqualTo(Pictures.lossyWebp());
    }

    @Test
    void takes_places_out_of_a_gif() throws Exception {
        byte[] gif = Places.gif(
                Places.gifXmp(Places.XMP_WITH_PLACE),
                Places.gifXmp(Places.XMP),
                Places.gifComment("x".repeat(250) + "exif:GPSLatitude"),
                Places.gifComment("by hand"));

        byte[] stripped =
                strip(PictureType.GIF, Pictures.joined(gif, Places.ascii("more")), MetadataPolicy.STRIP_LOCATION);

        String packet = new String(
                XmpFilter.harmless(Places.ascii(Places.XMP_WITH_PLACE)).orElseThrow(), StandardCharsets.ISO_8859_1);
        assertThat(stripped).isEqualTo(Places.gif(Places.gifXmp(packet), Places.gifXmp(Places.XMP)));
        assertSamePixels(gif, stripped);
        assertThat(strip(PictureType.GIF, gif, MetadataPolicy.STRIP_ALL)).isEqualTo(Places.gif());
    }

    @ParameterizedTest
    @CsvSource({"HEIC, heic, 0", "AVIF, avif, 0", "AVIF, avif, 1"})
    void blanks_places_of_heic_and_avif_where_they_stand(PictureType type, String brand, int method) throws Exception {
        byte[] uuid = Places.box("uuid", new byte[16], Places.ascii(Places.XMP_WITH_PLACE));
        byte[] clip = Places.box("mpvd", Places.ascii("Munich"));
        byte[] film = Places.box("moov", Places.box("trak", Places.box("udta", Places.ascii("©xyz Munich"))));
        byte[] file = Places.bmff(brand, Places.exif(6, true), Places.XMP_WITH_PLACE, method, uuid, clip, film);

        byte[] stripped = strip(type, file, MetadataPolicy.STRIP_LOCATION);

        assertThat(stripped).hasSameSizeAs(file);
        assertThat(Places.isClean(stripped)).isTrue();
        assertThat(Places.contains(stripped, "pixels pixels pixels")).isTrue();
        assertThat(Places.contains(stripped, Places.CAMERA)).isTrue();
        assertThat(PictureCheck.check(type, write(stripped)).dimensions()).isEqualTo(new Dimensions(64, 48));
        assertThat(facts(type, stripped)).isEqualTo(facts(type, file));
        byte[] bare = strip(type, file, MetadataPolicy.STRIP_ALL);
        assertThat(facts(type, bare)).isEqualTo(new ExifFacts(6, java.util.Optional.empty()));
        assertThat(Places.contains(bare, Places.CAMERA)).isFalse();
        byte[] harmless = Places.bmff(brand, Places.exif(6, false), Places.XMP, method);
        assertThat(strip(type, harmless, MetadataPolicy.STRIP_LOCATION)).isNull();
    }

    @Test
    void refuses_a_place_that_it_cannot_reach() {
        byte[] file = Places.bmff("heic", Places.exif(6, true), Places.XMP, 2);
        assertThatThrownBy(() -> strip(PictureType.HEIC, file, MetadataPolicy.STRIP_LOCATION))
                .isInstanceOf(UnremovableMetadataException.class);
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(
            value = MetadataPolicy.class,
            names = {"STRIP_LOCATION", "STRIP_ALL"})
    void leaves_no_target_behind_for_a_broken_file(MetadataPolicy policy) {
        byte[] jpeg = Places.jpeg(Places.exifSegment(Places.exif(6, true)));
        assertThatThrownBy(() -> strip(PictureType.JPEG, Pictures.truncated(jpeg), policy))
                .isInstanceOf(DamagedPictureException.class);
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @Test
    void real_heic_and_avif_stay_whole() throws Exception {
        for (PictureType type : new PictureType[] {PictureType.HEIC, PictureType.AVIF}) {
            byte[] file = type == PictureType.HEIC ? Pictures.heic() : Pictures.avif();
            byte[] stripped = strip(type, file, MetadataPolicy.STRIP_ALL);
            if (stripped != null) {
                assertThat(PictureCheck.check(type, write(stripped))).isNotNull();
            }
        }
    }

    private byte[] strip(PictureType type, byte[] picture, MetadataPolicy policy) throws Exception {
        Path target = folder.resolve("target");
        Files.deleteIfExists(target);
        boolean stripped = Metadata.strip(type, write(picture), target, policy);
        assertThat(Files.exists(target)).isEqualTo(stripped);
        return stripped ? Files.readAllBytes(target) : null;
    }

    private Path write(byte[] picture) throws IOException {
        return Files.write(folder.resolve("source"), picture);
    }

    private ExifFacts facts(PictureType type, byte[] picture) throws IOException {
        return Exif.read(type, write(picture));
    }

    private static byte[] chunk(String name, String data) {
        return Pictures.pngChunk(name, Places.ascii(data));
    }

    private static void assertSamePixels(byte[] before, byte[] after) throws IOException {
        assertThat(pixels(after)).isEqualTo(pixels(before));
    }

    private static int[] pixels(byte[] picture) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
