package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;

/** The host application of {@code example.damages} as its developers would build it: beside Snapdock, with {@code snapdock-host.jar}. */
public final class DamagesWar {
    private static final Path SOURCES = Path.of("src/test/resources/example/damages");

    private DamagesWar() {}

    /**
     * @param folder where it shall lie
     * @param database the file of its own database, without the ending
     */
    public static Path make(Path folder, Path database) {
        var war = folder.resolve("damages.war");
        try (var zip = FileSystems.newFileSystem(URI.create("jar:" + war.toUri()), Map.of("create", "true"))) {
            copyAll(zip, Path.of("target/test-classes/example/damages"), "WEB-INF/classes/example/damages");
            copy(zip, SOURCES.resolve("persistence.xml"), "WEB-INF/classes/META-INF/persistence.xml");
            var libraries = Path.of(System.getProperty("snapdock.war", "target/snapdock.war"))
                    .toAbsolutePath()
                    .getParent();
            copy(zip, libraries.resolve("snapdock-host.jar"), "WEB-INF/lib/snapdock-host.jar");
            copy(zip, h2(), "WEB-INF/lib/h2.jar");
            for (var page : List.of("form.xhtml", "several.xhtml", "form.jsp")) {
                copy(zip, SOURCES.resolve(page), page);
            }
            Files.writeString(
                    zip.getPath("WEB-INF/web.xml"),
                    Files.readString(SOURCES.resolve("web.xml")).replace("{database}", database.toString()));
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path h2() throws IOException {
        try {
            return Path.of(JdbcDataSource.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void copyAll(FileSystem war, Path from, String folder) throws IOException {
        try (var files = Files.list(from)) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".class"))
                    .toList()) {
                copy(war, file, folder + "/" + file.getFileName());
            }
        }
    }

    private static void copy(FileSystem war, Path file, String name) throws IOException {
        var target = war.getPath(name);
        if (target.getParent() != null) {
            Files.createDirectories(target.getParent());
        }
        Files.copy(file, target);
    }
}
