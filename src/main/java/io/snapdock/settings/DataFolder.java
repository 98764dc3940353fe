package io.snapdock.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folder that the settings name for the embedded database and the photos. */
@ApplicationScoped
public class DataFolder {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

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
     * Makes a folder, and those above it, so that they survive a power cut: a new name does only when its folder was synced. Nobody else on the machine can look
     * into what is made here. What an administrator has made keeps its rights.
     */
    public static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            makeFolder(parent);
        }
        makeForOwnerOnly(folder);
        if (parent != null) {
            sync(parent);
        }
    }

    /** A folder that nobody else on the machine can look into; its parent is there. Another thread may have made it in this moment. */
    public static void makeForOwnerOnly(Path folder) throws IOException {
        try {
            if (isPosix(folder)) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** POSIX: fsync of the directory. Windows knows no such thing and refuses to open one. */
    public static void sync(Path folder) throws IOException {
        if (isPosix(folder)) {
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
