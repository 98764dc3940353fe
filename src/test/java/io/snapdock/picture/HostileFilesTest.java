package io.snapdock.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.snapdock.picture.HostileFiles.Hostile;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.bytes.UnremovableMetadataException;
import io.snapdock.picture.format.PictureType;
import io.snapdock.picture.strip.Metadata;
import io.snapdock.settings.MetadataPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a phone sends: an answer or a checked exception, soon. {@code photo.HostileThumbnailsTest} does the same for decoders. */
class HostileFilesTest {

    /** Far more than any takes, far less than a loop. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int MUTATIONS = 10_000;
    private static final long SEED = 20_261_121L;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("files")
    void end_soon_with_an_answer_or_a_checked_exception(Hostile hostile) throws Exception {
        Path file = Files.write(folder.resolve("file"), hostile.bytes());
        long start = System.nanoTime();

        boolean whole = readAll(hostile.type(), file);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        assertThat(whole).isEqualTo(hostile.whole());
    }

    static Stream<Hostile> files() {
        return HostileFiles.all();
    }

    @Test
    void ten_thousand_mutations_do_no_harm() throws Exception {
        List<Hostile> seeds = HostileFiles.seeds().toList();
        Path file = folder.resolve("file");
        int whole = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Hostile seed = seeds.get(i % seeds.size());
            byte[] bytes = HostileFiles.mutated(seed.bytes(), new Random(SEED + i));
            Files.write(file, bytes);
            long start = System.nanoTime();
            try {
                whole += readAll(seed.type(), file) ? 1 : 0;
            } catch (Exception | Error e) {
                fail("%s, seed %d + %d".formatted(seed, SEED, i), e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("%s, seed %d + %d", seed, SEED, i)
                    .isLessThan(LIMIT);
        }
        // Neither do all pass, which would be no mutation, nor none, which would end before the metadata is read.
        assertThat(whole).isBetween(MUTATIONS / 20, MUTATIONS * 19 / 20);
    }

    /** Reads a file in every way that the product does. What is stripped must be whole when the file was, and have nothing left to strip. */
    private boolean readAll(PictureType type, Path file) throws IOException {
        assertThat(Orientation.of(type, file)).isBetween(1, 8);
        Exif.read(type, file).captureTime().ifPresent(time -> assertThat(time).matches("[0-9T:+-]{19,25}"));
        Dimensions dimensions = check(type, file);
        for (MetadataPolicy policy : MetadataPolicy.values()) {
            strip(type, file, policy, dimensions);
        }
        return dimensions != null;
    }

    private void strip(PictureType type, Path file, MetadataPolicy policy, Dimensions dimensions) throws IOException {
        Path target = folder.resolve("target");
        Path again = folder.resolve("again");
        try {
            if (!Metadata.strip(type, file, target, policy)) {
                assertThat(target).doesNotExist();
                return;
            }
            if (dimensions != null) {
                assertThat(check(type, target)).isEqualTo(dimensions);
                assertThat(Metadata.strip(type, target, again, policy))
                        .as("a second time")
                        .isFalse();
            }
        } catch (DamagedPictureException e) {
            assertThat(dimensions).as(e.getMessage()).isNull();
            assertThat(target).doesNotExist();
        } catch (UnremovableMetadataException e) {
            assertThat(type).isIn(PictureType.HEIC, PictureType.AVIF);
            assertThat(target).doesNotExist();
        } finally {
            Files.deleteIfExists(target);
            Files.deleteIfExists(again);
        }
    }

    /** Null for a picture that is not whole. */
    private static Dimensions check(PictureType type, Path file) throws IOException {
        try {
            return PictureCheck.check(type, file).dimensions();
        } catch (DamagedPictureException e) {
            return null;
        }
    }
}
