package io.snapdock.support.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a test started, with what it says in a file. It ends with all that it started itself. */
final class EngineProcess implements AutoCloseable {
    private static final int LIMIT_SECONDS = 10;

    private final Process process;
    private final Path output;

    private EngineProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param output a file in a folder that is the program's home as well: it leaves the person's own alone */
    static EngineProcess start(Path output, Map<String, String> environment, String... command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("HOME", output.getParent().toString());
        try {
            return new EngineProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when nothing of it runs any more: its folder is to be removed. */
    @Override
    public void close() {
        var all = new ArrayList<>(process.descendants().toList());
        process.destroy();
        try {
            process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(
                one -> one.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join());
    }
}
