package io.snapdock.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

    /**
     * Makes a folder, and those above it, so that they survive a power cut: a new name does only when its folder was synced.
     */
    public void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            makeFolder(parent);
        }
        Files.createDirectories(folder);
        if (parent != null) {
            sync(parent);
        }
    }

    /** POSIX: fsync of the directory. Windows knows no such thing and refuses to open one. */
    public static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The names in the folder itself survive a power cut: the embedded database's file among them. */
    void syncNames() {
        try {
            sync(path());
        } catch (IOException e) {
            throw new IllegalStateException("Setting snapdock.data: the folder " + path() + " cannot be synced.", e);
        }
    }

    /** @throws IllegalStateException with a sentence for the administrator */
    void prepare() {
        try {
            makeFolder(path());
            Files.delete(Files.createTempFile(path(), "write", ".check"));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Setting snapdock.data: the folder " + path()
                            + " cannot be written. Choose another or change its rights.",
                    e);
        }
    }
}
