package io.snapdock.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.picture.Exif;
import io.snapdock.picture.HostileFiles;
import io.snapdock.picture.HostileFiles.Hostile;
import io.snapdock.picture.PictureCheck;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.UnremovableMetadataException;
import io.snapdock.picture.format.PictureType;
import io.snapdock.picture.strip.Metadata;
import io.snapdock.settings.MetadataPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile files on their whole way, decoders included, in a JVM of its own whose heap is small. */
class HostileThumbnailsTest {

    private static final System.Logger LOG = System.getLogger(HostileThumbnailsTest.class.getName());
    private static final int MUTATIONS = 2_000;
    private static final long SEED = 20_261_121L;
    private static final long LIMIT_NANOS = 10_000_000_000L;
    private static final long MAX_PIXELS = 100_000_000;

    @TempDir
    Path folder;

    @Test
    void no_file_that_passes_its_check_takes_a_decoder_beyond_its_bounds() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        // Made here: making them takes more memory than reading them may.
        HostileFiles.all().forEach(hostile -> write(files, hostile));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
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

    private static void write(Path files, Hostile hostile) {
        try {
            Files.write(files.resolve(hostile.name() + "." + hostile.type()), hostile.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class Decoding {

        private final ThumbnailMaker maker = new ThumbnailMaker(type -> Optional.empty());
        private final Path folder;
        private int made;
        private int none;

        private Decoding(Path folder) {
            this.folder = folder;
        }

        public static void main(String[] args) throws Exception {
            Decoding decoding = new Decoding(Path.of(args[0]));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(decoding.folder.resolve("files"))) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    decoding.decode(PictureType.valueOf(name.substring(name.lastIndexOf('.') + 1)), file, name);
                }
            }
            List<Hostile> seeds = HostileFiles.seeds().toList();
            Path file = decoding.folder.resolve("file");
            for (int i = 0; i < MUTATIONS; i++) {
                Hostile seed = seeds.get(i % seeds.size());
                Files.write(file, HostileFiles.mutated(seed.bytes(), new Random(SEED + i)));
                decoding.decode(seed.type(), file, "%s, seed %d + %d".formatted(seed, SEED, i));
            }
            System.out.println("made " + decoding.made + ", none " + decoding.none);
        }

        private void decode(PictureType type, Path file, String name) throws IOException {
            long start = System.nanoTime();
            Path thumbnail = folder.resolve("thumbnail");
            try {
                Exif.read(type, file);
                if (PictureCheck.check(type, file).dimensions().pixels() <= MAX_PIXELS) {
                    maker.make(file, type, thumbnail);
                    made++;
                }
                for (MetadataPolicy policy : MetadataPolicy.values()) {
                    Metadata.strip(type, file, folder.resolve("stripped"), policy);
                }
            } catch (UndecodablePictureException e) {
                none++;
            } catch (DamagedPictureException | UnremovableMetadataException e) {
                // As it should be: the photo is refused.
                LOG.log(System.Logger.Level.TRACE, name, e);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name, e);
            }
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError(name + " took too long");
            }
            try (Stream<Path> left = Files.list(folder)) {
                if (left.anyMatch(one -> one.toString().endsWith(".tmp"))) {
                    throw new AssertionError(name + " left something behind");
                }
            }
        }
    }
}
