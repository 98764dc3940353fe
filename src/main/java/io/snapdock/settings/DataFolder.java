package io.snapdock.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that the settings name for the embedded database and the photos. */
@ApplicationScoped
public class DataFolder {

    @Inject
    private Settings settings;

    public Path path() {
        return settings.data();
    }

    /** Whether a new file could be made at this moment. */
    public boolean isWritable() {
        return Files.isDirectory(path()) && Files.isWritable(path());
    }

    /** @throws IllegalStateException with a sentence for the administrator */
    void prepare() {
        try {
            Files.createDirectories(path());
            Files.delete(Files.createTempFile(path(), "write", ".check"));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Setting snapdock.data: the folder " + path()
                            + " cannot be written. Choose another or change its rights.",
                    e);
        }
    }
}
