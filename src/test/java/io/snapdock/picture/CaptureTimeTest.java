package io.snapdock.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.picture.format.PictureType;
import io.snapdock.support.Pictures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureTimeTest {

    private static final int TIME_AT = 220;
    private static final int OFFSET_AT = 244;

    @TempDir
    Path folder;

    @Test
    void is_read_from_each_format_that_can_tell() throws Exception {
        byte[] tiff = Places.exif(6, true);
        String time = "2026-11-21T12:00:05+08:00";

        assertThat(of(PictureType.JPEG, Places.jpeg(Places.exifSegment(tiff)))).isEqualTo(time);
        assertThat(of(PictureType.PNG, Places.png(Pictures.pngChunk("eXIf", tiff))))
                .isEqualTo(time);
        assertThat(of(PictureType.WEBP, Places.webp(Places.riffChunk("EXIF", tiff))))
                .isEqualTo(time);
        assertThat(of(PictureType.HEIC, Places.bmff("heic", tiff, Places.XMP, 0)))
                .isEqualTo(time);
        assertThat(of(PictureType.AVIF, Places.bmff("avif", tiff, Places.XMP, 1)))
                .isEqualTo(time);
        assertThat(of(PictureType.GIF, Pictures.gif(3, 3))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "exif:DateTimeOriginal='2024-05-06T07:08:09+02:00', 2024-05-06T07:08:09+02:00",
        "xmp:CreateDate='2024-05-06T07:08:09.123Z', 2024-05-06T07:08:09+00:00",
        "xmp:CreateDate='2024-05-06T07:08', 2024-05-06T07:08:00",
        "xmp:CreateDate='2024-05-06', ''",
        "xmp:ModifyDate='2024-05-06T07:08:09', ''",
    })
    void is_read_from_xmp_of_each_format_where_exif_has_none(String property, String expected) throws Exception {
        String xmp = Places.xmp(property);
        byte[] tiff = new byte[0];

        assertThat(of(PictureType.JPEG, Places.jpeg(Places.xmpSegment(xmp)))).isEqualTo(expected);
        assertThat(of(
                        PictureType.PNG,
                        Places.png(Pictures.pngChunk("iTXt", Places.ascii("XML:com.adobe.xmp\0\0\0\0\0" + xmp)))))
                .isEqualTo(expected);
        assertThat(of(PictureType.WEBP, Places.webp(Places.riffChunk("XMP ", Places.ascii(xmp)))))
                .isEqualTo(expected);
        assertThat(of(PictureType.GIF, Places.gif(Places.gifXmp(xmp)))).isEqualTo(expected);
        assertThat(of(PictureType.HEIC, Places.bmff("heic", tiff, xmp, 0))).isEqualTo(expected);
        assertThat(of(PictureType.AVIF, Places.bmff("avif", tiff, xmp, 1))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026:11:21 12:00:05, +08:00, 2026-11-21T12:00:05+08:00",
        "2026:11:21 12:00:00, +00:00, 2026-11-21T12:00:00+00:00",
        "2026:11:21 12:00:05, ??:??., 2026-11-21T12:00:05",
        "2026:11:21 12:00:05, +99:00, 2026-11-21T12:00:05",
        "2024:02:29 23:59:59, -03:30, 2024-02-29T23:59:59-03:30",
        "2026:02:29 12:00:05, +08:00, ''",
        "0000:00:00 00:00:00, +08:00, ''",
        "2026:11:21 24:00:05, +08:00, ''",
        "'                   ', +08:00, ''",
        "<script>alert(1)</s, +08:00, ''",
    })
    void says_only_what_is_a_time(String time, String offset, String expected) throws Exception {
        byte[] tiff = Places.exif(1, false);
        System.arraycopy(time.getBytes(StandardCharsets.US_ASCII), 0, tiff, TIME_AT, time.length());
        System.arraycopy(offset.getBytes(StandardCharsets.US_ASCII), 0, tiff, OFFSET_AT, offset.length());

        assertThat(of(PictureType.JPEG, Places.jpeg(Places.exifSegment(tiff)))).isEqualTo(expected);
    }

    @Test
    void is_empty_for_files_that_are_no_pictures() throws Exception {
        for (PictureType type : PictureType.values()) {
            assertThat(of(type, new byte[0])).isEmpty();
            assertThat(of(type, "no picture at all".getBytes(StandardCharsets.US_ASCII)))
                    .isEmpty();
        }
    }

    private String of(PictureType type, byte[] picture) throws Exception {
        return Exif.read(type, Files.write(folder.resolve("picture"), picture))
                .captureTime()
                .orElse("");
    }
}
