package io.snapdock.picture.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.picture.PictureSamples;
import io.snapdock.picture.Places;
import io.snapdock.support.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTypeTest {

    @ParameterizedTest
    @MethodSource("io.snapdock.picture.PictureSamples#all")
    void recognises_each_type_by_its_first_bytes(PictureSamples.Sample sample) {
        byte[] head = Arrays.copyOf(sample.bytes(), PictureType.HEAD_BYTES);

        assertThat(PictureType.of(head)).contains(sample.type());
    }

    @ParameterizedTest
    @CsvSource({
        "heic, '', HEIC",
        "heix, '', HEIC",
        "hevc, '', HEIC",
        "hevx, '', HEIC",
        "heim, '', HEIC",
        "heis, '', HEIC",
        "mif1, 'mif1heic', HEIC",
        "msf1, 'msf1hevc', HEIC",
        "mif1, 'mif1miafheix', HEIC",
        "avif, '', AVIF",
        "avis, '', AVIF",
        "mif1, 'miafavif', AVIF",
        "msf1, 'avis', AVIF",
        "miaf, 'avifmif1MA1BMA1B', AVIF",
        "MA1B, 'miafavif', AVIF",
        "mif1, 'mif1miafMiHBMiHEMiPrMiBrtmapaaaabbbbccccddddeeeeffffgggghhhhheic', HEIC",
        "mp42, 'mp42heic', HEIC"
    })
    void reads_brands(String major, String compatible, PictureType type) {
        assertThat(PictureType.of(ftyp(major, compatible))).contains(type);
    }

    @ParameterizedTest
    @CsvSource({"mif1, mif1miaf", "isom, isomavc1", "'qt  ', 'qt  '", "mif1, ''"})
    void refuses_films_and_pictures_of_other_codecs(String major, String compatible) {
        assertThat(PictureType.of(ftyp(major, compatible))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"av01, AVIF", "hvc1, HEIC"})
    void asks_the_items_where_no_brand_tells(String codec, PictureType type) {
        byte[] brand = "mif1".getBytes(StandardCharsets.US_ASCII);
        byte[] heic = Places.bmff("mif1", Places.exif(1, false), Places.XMP, 0);
        byte[] other = new String(heic, StandardCharsets.ISO_8859_1)
                .replace("av01", codec)
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(PictureType.of(Arrays.copyOf(other, 400))).contains(type);
        assertThat(PictureType.of(Pictures.joined(ftyp("mif1", "mif1"), brand))).isEmpty();
    }

    @Test
    void reads_no_brand_from_behind_the_box() {
        byte[] head = Pictures.joined(ftyp("mif1", "mif1"), "heic".getBytes(StandardCharsets.US_ASCII));

        assertThat(PictureType.of(head)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<?xml version='1.0'?><svg/>",
                "%PDF-1.7",
                "hello",
                "<!DOCTYPE html>",
                "GIF88a",
                "RIFF....WAVE",
                "PNG"
            })
    void refuses_all_else(String content) {
        assertThat(PictureType.of(content.getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.snapdock.picture.PictureSamples#all")
    void needs_enough_bytes_to_tell(PictureSamples.Sample sample) {
        for (int length = 0; length <= 64; length++) {
            byte[] head = Arrays.copyOf(sample.bytes(), length);

            PictureType.of(head).ifPresent(type -> assertThat(type).isEqualTo(sample.type()));
        }
        assertThat(PictureType.of(Arrays.copyOf(sample.bytes(), 2))).isEmpty();
    }

    private static byte[] ftyp(String major, String compatible) {
        byte[] brands = (major + "\0\0\0\0" + compatible).getBytes(StandardCharsets.US_ASCII);
        return Pictures.joined(
                new byte[] {0, 0, 0, (byte) (8 + brands.length)}, "ftyp".getBytes(StandardCharsets.US_ASCII), brands);
    }
}
