package io.snapdock.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the benchmarks: of the push engine, of uploads, or one after the other. {@code bench.only=uploads} names the second. */
public final class Bench {
    private static final String UPLOADS = "uploads";

    private Bench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Set<String> only = Stream.of(System.getProperty("bench.only", "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
        Path folder =
                Path.of(System.getProperty("bench.folder", "target/bench")).toAbsolutePath();
        boolean uploads = only.remove(UPLOADS);
        if (!uploads) {
            PushBench.run(only, folder);
        }
        if (uploads || only.isEmpty()) {
            UploadBench.run(only, folder);
        }
    }
}
