package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A data folder on a disk that forgets what was not synced, and that can be full: {@code src/test/native/forgetful_disk.c} under the server. Linux
 * only.
 */
public final class ForgetfulDisk {
    private final Path home;

    private ForgetfulDisk(Path home) {
        this.home = home;
    }

    public static ForgetfulDisk make() {
        try {
            var folder = Path.of(System.getProperty("snapdock.it", "target/it")).toAbsolutePath();
            Files.createDirectories(folder);
            var disk = new ForgetfulDisk(Files.createTempDirectory(folder, "disk-"));
            Files.createDirectory(disk.shadow());
            var compiler = new ProcessBuilder(
                            "gcc",
                            "-shared",
                            "-fPIC",
                            "-O1",
                            "-o",
                            disk.library().toString(),
                            Path.of("src/test/native/forgetful_disk.c")
                                    .toAbsolutePath()
                                    .toString(),
                            "-ldl")
                    .inheritIO()
                    .start();
            if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
                throw new AssertionError("gcc could not compile the disk that forgets");
            }
            return disk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private Path shadow() {
        return home.resolve("shadow");
    }

    private Path library() {
        return home.resolve("disk.so");
    }

    private Path fullFlag() {
        return home.resolve("full");
    }

    /** The server under test with its data folder on this disk. */
    public ServerSetup setup(Map<String, String> settings) {
        return ServerSetup.underTest(ServerSetup.shipped(), settings)
                .withEnvironment(Map.of(
                        "LD_PRELOAD", library().toString(),
                        "FORGETFUL_ROOT", ServerProcess.DATA_FOLDER,
                        "FORGETFUL_SHADOW", shadow().toString(),
                        "FORGETFUL_FULL", fullFlag().toString()));
    }

    public void fill() throws IOException {
        Files.createFile(fullFlag());
    }

    public void makeRoom() throws IOException {
        Files.delete(fullFlag());
    }

    /** After the server was killed: the data folder is as it would be after a power cut. */
    public void cutPower(Path data) throws IOException {
        long root = inode(data);
        var before = data.resolveSibling(data.getFileName() + ".before-" + System.nanoTime());
        Files.move(data, before);
        restore(root, data);
        try (Stream<Path> remembered = Files.list(shadow())) {
            for (Path file : remembered.toList()) {
                Files.delete(file);
            }
        }
    }

    private void restore(long folder, Path target) throws IOException {
        Files.createDirectory(target);
        var names = shadow().resolve("dir." + folder);
        List<String> lines = Files.exists(names) ? Files.readAllLines(names) : List.of();
        for (String line : lines) {
            String[] parts = line.split(" ", 3);
            long inode = Long.parseLong(parts[1]);
            Path entry = target.resolve(parts[2]);
            Path bytes = shadow().resolve("file." + inode);
            if (parts[0].equals("d")) {
                restore(inode, entry);
            } else if (Files.exists(bytes)) {
                Files.copy(bytes, entry);
            } else {
                Files.createFile(entry);
            }
        }
    }

    private static long inode(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:ino")).longValue();
    }
}
