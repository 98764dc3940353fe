package io.snapdock.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.picture.DamagedPictureException;
import io.snapdock.picture.HostileFiles;
import io.snapdock.picture.HostileFiles.Hostile;
import io.snapdock.picture.PictureCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decoders with hostile files that the checks let pass, in a JVM of its own whose heap is small. */
class HostileThumbnailsTest {

    private static final int MUTATIONS = 2_000;
    private static final long SEED = 20_261_121L;
    private static final long LIMIT_NANOS = 10_000_000_000L;
    private static final long MAX_PIXELS = 100_000_000;

    @TempDir
    Path folder;

    @Test
    void no_file_that_passes_its_check_takes_a_decoder_beyond_its_bounds() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Decoding.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).as("some are decoded, some are not").matches("made [1-9][0-9]*, none [1-9][0-9]*\\R");
    }

    static final class Decoding {

        private final ThumbnailMaker maker = new ThumbnailMaker(type -> Optional.empty());
        private final Path folder;
        private int made;
        private int none;

        private Decoding(Path folder) {
            this.folder = folder;
        }

        public static void main(String[] args) throws IOException {
            Decoding decoding = new Decoding(Path.of(args[0]));
            for (Hostile hostile : (Iterable<Hostile>) HostileFiles.all()::iterator) {
                decoding.decode(hostile, hostile.bytes(), hostile.name());
            }
            List<Hostile> seeds = HostileFiles.seeds().toList();
            for (int i = 0; i < MUTATIONS; i++) {
                Hostile seed = seeds.get(i % seeds.size());
                byte[] bytes = HostileFiles.mutated(seed.bytes(), new Random(SEED + i));
                decoding.decode(seed, bytes, "%s, seed %d + %d".formatted(seed, SEED, i));
            }
            System.out.println("made " + decoding.made + ", none " + decoding.none);
        }

        private void decode(Hostile hostile, byte[] bytes, String name) throws IOException {
            Path file = Files.write(folder.resolve("file"), bytes);
            long start = System.nanoTime();
            try {
                if (PictureCheck.check(hostile.type(), file).pixels() > MAX_PIXELS) {
                    return;
                }
                maker.make(file, hostile.type(), folder.resolve("thumbnail"));
                made++;
            } catch (DamagedPictureException e) {
                return;
            } catch (UndecodablePictureException e) {
                none++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name, e);
            }
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError(name + " took too long");
            }
            try (Stream<Path> files = Files.list(folder)) {
                if (files.count() > 2) {
                    throw new AssertionError(name + " left something behind");
                }
            }
        }
    }
}
