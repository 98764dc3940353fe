package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The WAR that ships with a host app's classes put into it: Snapdock inside an application. */
public final class HostWar {
    private HostWar() {}

    /**
     * Makes one of the same file name, so that it has the same address.
     *
     * @param folder where it shall lie
     * @param packageNames of the host app's classes, among those of the tests
     */
    public static Path with(Path folder, String... packageNames) {
        var shipped = Path.of(System.getProperty("snapdock.war", "target/snapdock.war"));
        try {
            Files.createDirectories(folder);
            var war = folder.resolve(shipped.getFileName());
            Files.copy(shipped, war);
            try (var zip = FileSystems.newFileSystem(war, Map.of())) {
                for (var packageName : packageNames) {
                    addClasses(zip, packageName.replace('.', '/'));
                }
            }
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addClasses(FileSystem war, String folder) throws IOException {
        var target = war.getPath("WEB-INF/classes").resolve(folder);
        Files.createDirectories(target);
        try (var files = Files.list(Path.of("target/test-classes").resolve(folder))) {
            for (var file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
    }
}
