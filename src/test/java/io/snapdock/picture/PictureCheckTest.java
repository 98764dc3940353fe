package io.snapdock.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.picture.bytes.BytesChannel;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.format.PictureType;
import io.snapdock.support.Pictures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PictureCheckTest {

    private static final int MUTATIONS = 2_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.snapdock.picture.PictureSamples#all")
    void reads_the_dimensions_as_stored(PictureSamples.Sample sample) throws Exception {
        assertThat(check(sample.type(), sample.bytes())).isEqualTo(sample.dimensions());
    }

    @ParameterizedTest
    @MethodSource("io.snapdock.picture.PictureSamples#all")
    void finds_every_truncation(PictureSamples.Sample sample) {
        for (int length = 0; length < sample.bytes().length - sample.endBytes(); length++) {
            assertDamaged(sample.type(), Arrays.copyOf(sample.bytes(), length));
        }
    }

    @ParameterizedTest
    @MethodSource("io.snapdock.picture.PictureSamples#all")
    void answers_any_mutation_with_dimensions_or_damage(PictureSamples.Sample sample) throws Exception {
        Random random = new Random(20_260_101);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] mutated = mutated(sample.bytes(), random);
                try {
                    assertThat(check(sample.type(), mutated).pixels()).isPositive();
                } catch (DamagedPictureException expected) {
                    assertThat(expected.getMessage()).isNotBlank();
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void finds_every_other_type_damaged(PictureType type) {
        PictureSamples.all()
                .filter(sample -> sample.type() != type)
                // One container: which codec is in it is PictureType's to tell.
                .filter(sample -> !bothBmff(type, sample.type()))
                .forEach(sample -> assertDamaged(type, sample.bytes()));
    }

    @ParameterizedTest
    @MethodSource("io.snapdock.picture.PictureSamples#all")
    void takes_a_picture_whose_end_is_missing_but_none_of_its_data(PictureSamples.Sample sample) throws Exception {
        byte[] bytes = sample.bytes();
        for (int length = bytes.length - sample.endBytes(); length < bytes.length; length++) {
            assertThat(check(sample.type(), Arrays.copyOf(bytes, length)))
                    .as("%d of %d bytes", length, bytes.length)
                    .isEqualTo(sample.dimensions());
        }
    }

    @ParameterizedTest
    @MethodSource("io.snapdock.picture.PictureSamples#all")
    void takes_junk_behind_a_picture(PictureSamples.Sample sample) throws Exception {
        byte[] junk = "\1\2\3 junk \u00ff\u00d8 of any kind, as much as a box header and more"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(check(sample.type(), Pictures.joined(sample.bytes(), junk))).isEqualTo(sample.dimensions());
    }

    @Test
    void takes_stray_bytes_between_two_segments_of_a_jpeg() throws Exception {
        byte[] jpeg = Pictures.jpeg(64, 48);
        int behindJfif = 4 + ByteBuffer.wrap(jpeg).getShort(4);
        for (String stray :
                new String[] {"x", "\0\u00e1\0\nsegment", "\u00ff\u00ff\u00ff", "\u00ff\0", "\u00ff\u00d3\u00ff\1"}) {
            byte[] odd = Pictures.joined(
                    Arrays.copyOf(jpeg, behindJfif),
                    stray.getBytes(StandardCharsets.ISO_8859_1),
                    Arrays.copyOfRange(jpeg, behindJfif, jpeg.length));
            assertThat(check(PictureType.JPEG, odd)).isEqualTo(new Dimensions(64, 48));
        }
    }

    @Test
    void finds_the_last_scan_of_a_progressive_jpeg_missing() {
        byte[] jpeg = PictureSamples.progressiveJpeg();
        int lastScan = new String(jpeg, StandardCharsets.ISO_8859_1).lastIndexOf("\u00ff\u00da");

        assertDamaged(PictureType.JPEG, Arrays.copyOf(jpeg, lastScan));
    }

    @Test
    void takes_a_webp_whose_header_states_another_length() throws Exception {
        for (int wrong : new int[] {-9, 1, 1000, Integer.MIN_VALUE}) {
            byte[] webp = Pictures.joined(Pictures.lossyWebp(), Places.riffChunk("EXIF", Places.exif(1, false)));
            ByteBuffer header = ByteBuffer.wrap(webp).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            header.putInt(4, webp.length - 8 + wrong);
            assertThat(check(PictureType.WEBP, webp)).as("%d", wrong).isEqualTo(new Dimensions(64, 48));
        }
    }

    @Test
    void allows_a_clip_behind_a_jpeg() throws Exception {
        byte[] motionPhoto = Pictures.joined(Pictures.jpeg(64, 48), Pictures.heic(), Pictures.jpeg(8, 8));

        assertThat(check(PictureType.JPEG, motionPhoto)).isEqualTo(new Dimensions(64, 48));
    }

    @Test
    void is_not_fooled_by_the_end_of_a_thumbnail_inside_a_jpeg() {
        byte[] thumbnail = Pictures.jpeg(8, 8);
        byte[] segment = ByteBuffer.allocate(4 + thumbnail.length)
                .putShort((short) 0xFFE1)
                .putShort((short) (2 + thumbnail.length))
                .put(thumbnail)
                .array();
        byte[] jpeg = Pictures.jpeg(64, 48);
        byte[] whole = Pictures.joined(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));

        assertDamaged(PictureType.JPEG, Arrays.copyOf(whole, whole.length - 8));
    }

    @Test
    void takes_a_jpeg_of_many_scans_with_restart_markers_and_stuffing() throws Exception {
        byte[] jpeg = Pictures.jpeg(64, 48);
        byte[] more = {(byte) 0xFF, 0, 1, (byte) 0xFF, (byte) 0xD0, 2, (byte) 0xFF, (byte) 0xFF, (byte) 0xD7};
        int end = jpeg.length - 2;

        assertThat(check(
                        PictureType.JPEG,
                        Pictures.joined(Arrays.copyOf(jpeg, end), more, Arrays.copyOfRange(jpeg, end, jpeg.length))))
                .isEqualTo(new Dimensions(64, 48));
    }

    @Test
    void checks_fifty_mebibytes_quickly() throws Exception {
        byte[] big = Pictures.jpegWithScanOf(50 << 20);
        Path skipped = Pictures.jpegFileOfSize(folder.resolve("comments.jpg"), 50L << 20);

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            assertThat(check(PictureType.JPEG, big)).isEqualTo(new Dimensions(16, 16));
            assertThat(PictureCheck.check(PictureType.JPEG, skipped).dimensions())
                    .isEqualTo(new Dimensions(640, 480));
        });
        assertThat(skipped).hasSize(50L << 20);
    }

    @Test
    void reads_the_pixels_of_a_bomb_without_inflating_it() throws Exception {
        byte[] bomb = Pictures.hugePng(30_000, 30_000);

        assertThat(bomb).hasSizeLessThan(200_000);
        assertThat(check(PictureType.PNG, bomb).pixels()).isEqualTo(900_000_000L);
    }

    @Test
    void refuses_a_png_whose_stated_size_was_changed() {
        byte[] png = Pictures.png(64, 48);
        png[19] = 1;

        assertDamaged(PictureType.PNG, png);
    }

    @Test
    void refuses_a_png_without_data() {
        byte[] png = Pictures.png(64, 48);

        assertDamaged(PictureType.PNG, Pictures.joined(Arrays.copyOf(png, 33), Pictures.pngChunk("IEND", new byte[0])));
    }

    @Test
    void counts_the_frame_that_is_larger_than_a_gif_says() throws Exception {
        byte[] gif = Pictures.gif(64, 48);
        ByteBuffer.wrap(gif).put(6, (byte) 1).put(8, (byte) 1);

        assertThat(check(PictureType.GIF, gif)).isEqualTo(new Dimensions(64, 48));
    }

    @Test
    void counts_the_frame_that_is_larger_than_a_webp_says() throws Exception {
        byte[] webp = Pictures.animatedWebp();
        webp[24] = 0;

        assertThat(check(PictureType.WEBP, webp)).isEqualTo(new Dimensions(64, 48));
    }

    @Test
    void finds_the_end_missing_when_the_last_box_has_no_size() throws Exception {
        byte[] heic = Pictures.heic();
        int mdat = new String(heic, StandardCharsets.ISO_8859_1).indexOf("mdat");
        ByteBuffer.wrap(heic).putInt(mdat - 4, 0);

        assertThat(check(PictureType.HEIC, heic)).isEqualTo(PictureSamples.HEIC_DIMENSIONS);
        assertDamaged(PictureType.HEIC, Arrays.copyOf(heic, heic.length - 1));
        assertDamaged(PictureType.HEIC, Arrays.copyOf(heic, mdat - 4));
    }

    @Test
    void takes_boxes_with_long_sizes() throws Exception {
        byte[] free = ByteBuffer.allocate(24)
                .putInt(1)
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .putLong(24)
                .array();

        assertThat(check(PictureType.HEIC, Pictures.joined(Pictures.heic(), free)))
                .isEqualTo(PictureSamples.HEIC_DIMENSIONS);
        free[8] = (byte) 0x80;
        assertThat(check(PictureType.HEIC, Pictures.joined(Pictures.heic(), free)))
                .as("junk")
                .isEqualTo(PictureSamples.HEIC_DIMENSIONS);
    }

    @Test
    void tells_a_missing_file_from_a_damaged_one() {
        assertThatThrownBy(() -> PictureCheck.check(PictureType.PNG, folder.resolve("none.png")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static boolean bothBmff(PictureType one, PictureType other) {
        return one.compareTo(PictureType.HEIC) >= 0 && other.compareTo(PictureType.HEIC) >= 0;
    }

    /** One to eight bytes changed, with a liking for the values that break lengths; sometimes cut or doubled too. */
    private static byte[] mutated(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        int[] liked = {0, 1, 0x7F, 0x80, 0xFF};
        for (int i = random.nextInt(8); i >= 0; i--) {
            int value = random.nextBoolean() ? liked[random.nextInt(liked.length)] : random.nextInt(256);
            bytes[random.nextInt(bytes.length)] = (byte) value;
        }
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> Pictures.joined(Arrays.copyOf(bytes, random.nextInt(bytes.length)), sound);
            default -> bytes;
        };
    }

    private static void assertDamaged(PictureType type, byte[] bytes) {
        assertThatThrownBy(() -> check(type, bytes))
                .as("%s of %d bytes", type, bytes.length)
                .isInstanceOf(DamagedPictureException.class);
    }

    private static Dimensions check(PictureType type, byte[] bytes) throws IOException, DamagedPictureException {
        return PictureCheck.check(type, new BytesChannel(bytes)).dimensions();
    }
}
