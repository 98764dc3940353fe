package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Screenshots for people to look at: {@code target/screens/<server>/<name>.png}. */
public final class Screens {
    private static final Path FOLDER = Path.of(System.getProperty("snapdock.it", "target/it"))
            .resolve("../../screens")
            .resolve(ServerKind.underTest().name().toLowerCase(Locale.ROOT))
            .toAbsolutePath()
            .normalize();

    private Screens() {}

    static Path file(String name) {
        return FOLDER.resolve(name + ".png");
    }

    /** @return the same bytes */
    public static byte[] keep(String name, byte[] png) {
        try {
            Files.createDirectories(FOLDER);
            Files.write(file(name), png);
            return png;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
