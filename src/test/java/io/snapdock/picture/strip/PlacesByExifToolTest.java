package io.snapdock.picture.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.picture.PictureCheck;
import io.snapdock.picture.Places;
import io.snapdock.picture.format.PictureType;
import io.snapdock.settings.MetadataPolicy;
import io.snapdock.support.ExifTool;
import io.snapdock.support.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What exiftool, which knows more makers than anybody else, reads of places in a picture: something before, nothing after. */
class PlacesByExifToolTest {

    /** The square that all samples lie at, by name and by number, and whatever is called as places are. */
    private static final Pattern PLACE = Pattern.compile(
            "munich|marienplatz|48\\.13|48 deg|11\\.57|11 deg|\\bGPS|latitude|longitude|\\bcity\\b|country|sublocation"
                    + "|locationname|locationshown|locationcreated|shotlocation|province",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TAGS_FOR_PLACES = Pattern.compile(
            "gps|location|city|state|country|region|latitude|longitude|altitude|landmark|venue|address|province|coverage"
                    + "|spatial|continent|county|municipality|island|waterbody|place|subject|keyword|description|title"
                    + "|headline|caption|comment|instructions|event|hierarchical|tagslist|history",
            Pattern.CASE_INSENSITIVE);

    private static List<String> assignments;

    @TempDir
    Path folder;

    @BeforeAll
    static void listTags() throws IOException {
        assignments = new ArrayList<>();
        for (String group : new String[] {"XMP", "IPTC", "IFD0", "ExifIFD", "PNG"}) {
            for (String tag : ExifTool.writable(group)) {
                if (TAGS_FOR_PLACES.matcher(tag).find()) {
                    String value = tag.matches("(?i).*(gps|latitude|longitude|altitude).*") ? "48.1374" : "Munich";
                    assignments.add("-" + group + ":" + tag + "=" + value);
                }
            }
        }
        for (String tag : ExifTool.writable("GPS")) {
            assignments.add("-GPS:" + tag + "=" + (tag.endsWith("Ref") ? "N" : "48.1374"));
        }
        for (String tag :
                List.of("Comment", "Photoshop:SlicesGroupName", "Photoshop:URL", "Ducky:Comment", "GIF:Comment")) {
            assignments.add("-" + tag + "=Munich");
        }
        // What must stay.
        assignments.addAll(List.of(
                "-IFD0:Orientation=6",
                "-IFD0:Make=Snapdock",
                "-XMP-xmp:Rating=5",
                "-XMP-hdrgm:Version=1.0",
                "-ExifIFD:DateTimeOriginal=2024:05:06 07:08:09",
                "-ExifIFD:ExposureTime=0.01"));
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_left_of_what_it_can_write_into_each_format(PictureType type) throws Exception {
        Path picture = Files.write(folder.resolve("before." + type.extension()), plain(type));
        ExifTool.write(picture, assignments);

        List<String> before = ExifTool.read(picture);
        List<String> after = ExifTool.read(stripped(type, picture));

        assertThat(places(before)).as("before").hasSizeGreaterThan(type == PictureType.GIF ? 20 : 60);
        assertThat(places(after)).as("after").isEmpty();
        assertThat(after).anyMatch(line -> line.matches("\\[XMP-xmp] +Rating +: 5"));
        if (type != PictureType.GIF) {
            assertThat(after).anyMatch(line -> line.matches("\\[IFD0] +Make +: Snapdock"));
            assertThat(after).anyMatch(line -> line.matches("\\[IFD0] +Orientation +: .*90.*"));
            assertThat(after).anyMatch(line -> line.matches("\\[ExifIFD] +ExposureTime +: .*"));
            assertThat(after).anyMatch(line -> line.contains("2024:05:06 07:08:09"));
        }
        assertThat(PictureCheck.check(type, folder.resolve("after." + type.extension())))
                .isEqualTo(PictureCheck.check(type, picture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flir", "exif-in-capitals", "shot-location", "samsung-note", "preview-with-place"})
    void nothing_is_left_of_what_cameras_write(String name) throws Exception {
        Path picture = Files.write(folder.resolve("before.jpg"), Pictures.resource(name + ".jpg"));

        assertThat(places(ExifTool.read(picture))).as("before").isNotEmpty();
        assertThat(places(ExifTool.read(stripped(PictureType.JPEG, picture))))
                .as("after")
                .isEmpty();
    }

    static Stream<byte[]> segments() {
        byte[] text = Places.ascii("Marienplatz, Munich 48.1374 11.5755");
        List<byte[]> segments = new ArrayList<>();
        for (int marker = 0xE0; marker <= 0xFE; marker++) {
            segments.add(Places.segment(marker, text));
        }
        for (String head : new String[] {
            "JFXX\0\u0010",
            "Exif\0\u00ff",
            "exif\0\0",
            "XExif\0\0",
            "FLIR\0\1\0\0",
            "FPXR\0\0\1",
            "MPF\0",
            "Ducky\0\2\0\0",
            "Meta\0\0",
            "DJI\0",
            "RMETA\0\0",
            "http://ns.adobe.com/xap/1.0/\0",
            "http://ns.adobe.com/xmp/extension/\0",
            "Photoshop 3.0\0",
            "Adobe_CM\0",
            "ICC_PROFILE\0\1\1",
            "GoPro\0",
            "SEAL\0",
            "JP\0\1",
            "Adobe\0d\0\0\0\0\0\1",
            "JFIF\0\1\1\0\0\1\0\1\0\0",
            "urn:iso:std:iso:ts:21496:-1\0" + "x".repeat(300)
        }) {
            for (int marker : new int[] {0xE0, 0xE1, 0xE2, 0xE3, 0xEC, 0xED, 0xEE}) {
                segments.add(Places.segment(marker, Places.ascii(head), text));
            }
        }
        return segments.stream();
    }

    @ParameterizedTest
    @MethodSource("segments")
    void no_segment_of_anybody_stays(byte[] segment) throws Exception {
        byte[] jpeg = Places.jpeg(segment);

        byte[] stripped = Metadata.strip(PictureType.JPEG, jpeg, MetadataPolicy.STRIP_LOCATION);

        assertThat(Places.contains(stripped, "Munich")).isFalse();
        assertThat(stripped).hasSameSizeAs(jpeg);
        assertThat(Places.scan(stripped)).isEqualTo(Places.scan(jpeg));
    }

    @Test
    void what_points_to_a_clip_goes_with_it() throws Exception {
        byte[] photo = Pictures.resource("motion-photo.jpg");

        String stripped = new String(
                Metadata.strip(PictureType.JPEG, photo, MetadataPolicy.STRIP_LOCATION),
                java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(stripped).doesNotContain("ftyp", "GCamera", "MotionPhoto", "MicroVideo", "video/mp4", "Item:Mime");
        byte[] hdr = Pictures.resource("ultra-hdr.jpg");
        assertThat(Metadata.strip(PictureType.JPEG, hdr, MetadataPolicy.STRIP_LOCATION))
                .as("a gain map and its words are part of the picture")
                .isSameAs(hdr);
        byte[] heic = Pictures.resource("plain.heic");
        assertThat(Metadata.strip(PictureType.HEIC, heic, MetadataPolicy.STRIP_LOCATION))
                .isSameAs(heic);
    }

    private Path stripped(PictureType type, Path picture) throws Exception {
        Path target = folder.resolve("after." + type.extension());
        assertThat(Metadata.strip(type, picture, target, MetadataPolicy.STRIP_LOCATION))
                .isTrue();
        return target;
    }

    private static List<String> places(List<String> lines) {
        return lines.stream().filter(line -> PLACE.matcher(line).find()).toList();
    }

    private static byte[] plain(PictureType type) {
        return switch (type) {
            case JPEG -> Pictures.jpeg(64, 48);
            case PNG -> Pictures.png(64, 48);
            case WEBP -> Pictures.lossyWebp();
            case GIF -> Pictures.gif(64, 48);
            case HEIC -> Pictures.heic();
            case AVIF -> Pictures.avif();
        };
    }
}
