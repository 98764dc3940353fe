package io.snapdock.bench;

import io.snapdock.thumbnail.ThumbnailBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the benchmarks one after the other, or the one that {@code bench.only} names: {@code uploads}, {@code thumbnails}, else the push engine. */
public final class Bench {
    private static final String UPLOADS = "uploads";
    private static final String THUMBNAILS = "thumbnails";

    private Bench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Set<String> only = Stream.of(System.getProperty("bench.only", "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
        Path folder =
                Path.of(System.getProperty("bench.folder", "target/bench")).toAbsolutePath();
        boolean uploads = only.remove(UPLOADS);
        boolean thumbnails = only.remove(THUMBNAILS);
        boolean all = !uploads && !thumbnails && only.isEmpty();
        if (!uploads && !thumbnails) {
            PushBench.run(only, folder);
        }
        if (all || uploads) {
            UploadBench.run(only, folder);
        }
        if (all || thumbnails) {
            thumbnails(folder);
        }
    }

    @SuppressWarnings("SystemOut") // what the benchmark is for
    private static void thumbnails(Path folder) throws IOException, InterruptedException {
        System.out.println(ThumbnailBench.run(
                folder, Integer.getInteger("bench.rounds", 5), Integer.getInteger("bench.warmup", 5)));
    }
}
