package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Thumbnails a second, by one thread, beside Debian's {@code vipsthumbnail} (libvips, in C) on the same files in turns. Both write a JPEG of at most
 * 480 pixels a side; vips turns and keeps colours as Snapdock does.
 */
public final class ThumbnailBench {
    private static final int FILES = 12;
    private static final String VIPS = "/usr/bin/vipsthumbnail";

    private final Path folder;
    private final int rounds;
    private final int warmup;
    private final StringBuilder report = new StringBuilder();

    private ThumbnailBench(Path folder, int rounds, int warmup) {
        this.folder = folder;
        this.rounds = rounds;
        this.warmup = warmup;
    }

    /** @return the report, Markdown */
    public static String run(Path folder, int rounds, int warmup) throws IOException, InterruptedException {
        var bench = new ThumbnailBench(Files.createDirectories(folder.resolve("thumbnails")), rounds, warmup);
        bench.report.append(
                "# Thumbnails a second, one thread\n\n| | Snapdock | vipsthumbnail | ratio |\n| --- | ---: | ---: | ---: |\n");
        bench.measure("JPEG, 12 megapixels", "jpg", PictureType.JPEG, 4_000, 3_000);
        bench.measure("JPEG, 2 megapixels", "jpg", PictureType.JPEG, 1_600, 1_200);
        bench.measure("PNG, 3 megapixels", "png", PictureType.PNG, 2_000, 1_500);
        return bench.report.toString();
    }

    private void measure(String title, String suffix, PictureType type, int width, int height)
            throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve(width + "-" + i + "." + suffix);
            if (!ImageIO.write(photo(width, height, i), suffix, file.toFile())) {
                throw new AssertionError("No writer for " + suffix);
            }
            files.add(file);
        }
        var ours = new ArrayList<Double>();
        var vips = new ArrayList<Double>();
        for (int round = -warmup; round < rounds; round++) {
            double mine = FILES / seconds(() -> snapdock(files, type));
            double theirs = FILES / seconds(() -> vips(files));
            if (round >= 0) {
                ours.add(mine);
                vips.add(theirs);
            }
        }
        double mine = median(ours);
        double theirs = median(vips);
        report.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.2f |%n", title, mine, theirs, mine / theirs));
    }

    /** Slopes and noise: it takes about as many bytes as a photograph. */
    private static BufferedImage photo(int width, int height, int seed) {
        var random = new Random(seed);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = random.nextInt(24);
                int red = (x * 200 / width + noise) & 0xff;
                int green = (y * 200 / height + noise) & 0xff;
                int blue = ((x + y) * 100 / width + noise) & 0xff;
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    private static void snapdock(List<Path> files, PictureType type) throws IOException {
        var maker = new ThumbnailMaker(any -> Optional.empty());
        for (Path file : files) {
            try {
                maker.make(file, type, file.resolveSibling(file.getFileName() + ".thumbnail.jpg"));
            } catch (UndecodablePictureException e) {
                throw new IOException(e);
            }
        }
    }

    private static void vips(List<Path> files) throws IOException, InterruptedException {
        var command = Stream.concat(
                        Stream.of(VIPS, "--size", "480x480>", "-o", "%s.vips.jpg[Q=82]"),
                        files.stream().map(Path::toString))
                .toList();
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("VIPS_CONCURRENCY", "1");
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("vipsthumbnail failed; it is in Debian's libvips-tools");
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static double seconds(Work work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
