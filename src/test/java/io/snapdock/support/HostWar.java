package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
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
     * @param packageName of the host app's classes, among those of the tests
     */
    public static Path with(Path folder, String packageName) {
        var shipped = Path.of(System.getProperty("snapdock.war", "target/snapdock.war"));
        var classes = Path.of("target/test-classes").resolve(packageName.replace('.', '/'));
        try {
            Files.createDirectories(folder);
            var war = folder.resolve(shipped.getFileName());
            Files.copy(shipped, war);
            try (var zip = FileSystems.newFileSystem(war, Map.of());
                    var files = Files.list(classes)) {
                var target = zip.getPath("WEB-INF/classes").resolve(packageName.replace('.', '/'));
                Files.createDirectories(target);
                for (var file : files.toList()) {
                    Files.copy(file, target.resolve(file.getFileName().toString()));
                }
            }
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
