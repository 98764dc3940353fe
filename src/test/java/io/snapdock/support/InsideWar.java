package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Host applications of the tests with Snapdock inside them, {@code target/snapdock-inside.jar} in {@code WEB-INF/lib}, and the same without it. Each has a data folder of
 * its own: several are in one server.
 */
public final class InsideWar {
    private static final Path CLASSES = Path.of("target/test-classes");
    private static final Path FILES = Path.of("src/test/resources");

    private final Path folder;

    /** @param folder where the WARs and their data shall lie */
    public InsideWar(Path folder) {
        this.folder = folder;
    }

    /** Nothing but the jar. */
    public Path empty(String name) {
        return make(name, "", true);
    }

    /**
     * A host application with Snapdock in it.
     *
     * @param name of the WAR, its context root
     * @param app the folder of its classes and of its files, such as {@code example/shop}
     */
    public Path with(String name, String app) {
        return make(name, app, true);
    }

    /** The same without Snapdock. */
    public Path without(String name, String app) {
        return make(name, app, false);
    }

    private Path make(String name, String app, boolean isInside) {
        var war = folder.resolve(name + ".war");
        try (var zip = FileSystems.newFileSystem(war, Map.of("create", "true"))) {
            var meta = Files.createDirectories(zip.getPath("WEB-INF/classes/META-INF"));
            if (!app.isEmpty()) {
                copy(CLASSES.resolve(app), zip, "WEB-INF/classes/" + app, ".class");
                copy(FILES.resolve(app), zip, "", "");
            }
            // Counts more than the system property of the server's own data folder.
            Files.writeString(
                    meta.resolve("microprofile-config.properties"),
                    "config_ordinal=500\nsnapdock.data=" + folder.resolve("data-" + name) + "\n");
            if (isInside) {
                Files.createDirectories(zip.getPath("WEB-INF/lib"));
                Files.copy(jar(), zip.getPath("WEB-INF/lib/snapdock-inside.jar"));
            }
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() {
        return Path.of(System.getProperty("snapdock.war", "target/snapdock.war"))
                .toAbsolutePath()
                .resolveSibling("snapdock-inside.jar");
    }

    /** With their times: servers tell them to browsers. */
    private static void copy(Path from, FileSystem war, String to, String ending) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file) && file.toString().endsWith(ending)) {
                    var target = war.getPath("/", to, from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
