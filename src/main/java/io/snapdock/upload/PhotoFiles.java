package io.snapdock.upload;

import io.snapdock.settings.DataFolder;
import io.snapdock.settings.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where bytes lie in the data folder: {@code incoming/<uploadId>.part} while they arrive, {@code photos/<dockId>/<photoId>} when they are
 * a photo, {@code photos/<dockId>/<photoId>.thumbnail.jpg} beside it. All names are made by the server.
 */
@ApplicationScoped
public class PhotoFiles {

    private static final String PART = ".part";

    @Inject
    private DataFolder data;

    /** What was arriving when the server stopped can never be finished: its senders were told so by the broken connection. */
    void removeLeftovers(@Observes Started started) {
        Path incoming = incoming();
        try {
            Files.createDirectories(incoming);
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming, "*" + PART)) {
                for (Path part : parts) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("Setting snapdock.data: the folder " + incoming + " cannot be used.", e);
        }
    }

    Path incoming(String uploadId) {
        return incoming().resolve(uploadId + PART);
    }

    public Path original(String dockId, String photoId) {
        return photos(dockId).resolve(photoId);
    }

    public Path thumbnail(String dockId, String photoId) {
        return photos(dockId).resolve(photoId + ".thumbnail.jpg");
    }

    /**
     * Moves a synced file to its place in one step and syncs the folder, so that it survives a power cut from here on.
     *
     * @throws IOException when the file system refuses; the file is then still where it was
     */
    public void keep(Path received, String dockId, String photoId) throws IOException {
        Path target = original(dockId, photoId);
        Path folder = photos(dockId);
        if (Files.notExists(folder)) {
            Files.createDirectories(folder);
            sync(folder.getParent());
        }
        Files.move(received, target, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /** Removes a photo's files; those that are gone already are no error. */
    public void remove(String dockId, String photoId) throws IOException {
        Files.deleteIfExists(thumbnail(dockId, photoId));
        Files.deleteIfExists(original(dockId, photoId));
    }

    private Path incoming() {
        return data.path().resolve("incoming");
    }

    private Path photos(String dockId) {
        return data.path().resolve("photos").resolve(dockId);
    }

    /** A move is durable only when its folder is (POSIX fsync of the directory). Windows knows no such thing and refuses to open one. */
    private static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
