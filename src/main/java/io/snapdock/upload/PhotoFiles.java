package io.snapdock.upload;

import io.snapdock.settings.DataFolder;
import io.snapdock.settings.Started;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where bytes lie in the data folder: {@code incoming/<uploadId>.part} while they arrive, {@code photos/<dockId>/<photoId>} when they are
 * a photo, {@code <photoId>.thumbnail.jpg} and {@code <photoId>.preview} beside it. A photo has its upload's id. All names are made by the server.
 */
@ApplicationScoped
public class PhotoFiles {

    private static final String PART = ".part";

    /** As {@link io.snapdock.dock.Ids} makes them. */
    private static final String ID = "[A-Za-z0-9_-]{16}";

    private static final Pattern INCOMING =
            Pattern.compile("(" + ID + ")(?:[0-9]*)\\.(part|unverified|cleaned|preview)");
    private static final Pattern STORED =
            Pattern.compile("(" + ID + ")(|\\.preview|\\.thumbnail\\.jpg|\\.thumbnail\\.jpg[0-9]*\\.tmp)");

    @Inject
    private DataFolder data;

    /** Before all others that look into the folders. */
    void makeFolders(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Started started) {
        Path incoming = incoming();
        try {
            Files.createDirectories(incoming);
        } catch (IOException e) {
            throw new IllegalStateException("Setting snapdock.data: the folder " + incoming + " cannot be used.", e);
        }
    }

    Path incoming(String uploadId) {
        return incoming().resolve(uploadId + PART);
    }

    /** Beside an upload's bytes while the last of them may still be dropped; holds the offset from which. */
    Path unverified(String uploadId) {
        return incoming().resolve(uploadId + ".unverified");
    }

    /** A picture without the metadata that its dock does not keep, on its way to its place. */
    Path cleaned(String uploadId) {
        return incoming().resolve(uploadId + ".cleaned");
    }

    /** A phone's own small picture of what it sends; stays when the upload is a photo. */
    public Path preview(String dockId, String uploadId) {
        return photos(dockId).resolve(uploadId + ".preview");
    }

    public boolean hasPreview(String dockId, String uploadId) {
        return Files.exists(preview(dockId, uploadId));
    }

    /** @param picture whole; replaces an earlier one in one step */
    void keepPreview(String dockId, String uploadId, byte[] picture) throws IOException {
        Path target = preview(dockId, uploadId);
        Files.createDirectories(target.getParent());
        Path unfinished = Files.createTempFile(incoming(), uploadId, ".preview");
        try {
            Files.write(unfinished, picture);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    void removePreview(String dockId, String uploadId) {
        delete(preview(dockId, uploadId));
    }

    /** Removes what an upload has left where pictures arrive. */
    public void removeIncoming(String uploadId) {
        delete(incoming(uploadId));
        delete(unverified(uploadId));
        delete(cleaned(uploadId));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next start removes what nobody knows.
            System.getLogger(PhotoFiles.class.getName()).log(System.Logger.Level.WARNING, "A file stays behind", e);
        }
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
            syncFolder(folder.getParent());
        }
        Files.move(received, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(folder);
    }

    /**
     * Undoes {@link #keep}: the bytes are those of an unfinished upload again. The original of a picture that was cleaned is
     * still where it arrived.
     */
    public void takeBack(String dockId, String photoId) {
        try {
            if (Files.exists(incoming(photoId))) {
                Files.deleteIfExists(original(dockId, photoId));
            } else if (Files.exists(original(dockId, photoId))) {
                Files.move(original(dockId, photoId), incoming(photoId), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            System.getLogger(PhotoFiles.class.getName())
                    .log(System.Logger.Level.WARNING, "The bytes of upload " + photoId + " stay where they are", e);
        }
    }

    /** Removes a photo's files; those that are gone already are no error. */
    public void remove(String dockId, String photoId) throws IOException {
        Files.deleteIfExists(thumbnail(dockId, photoId));
        Files.deleteIfExists(preview(dockId, photoId));
        Files.deleteIfExists(original(dockId, photoId));
    }

    /** An original in its place. */
    public record Stored(String dockId, String photoId) {}

    public boolean hasOriginal(String dockId, String photoId) {
        return Files.exists(original(dockId, photoId));
    }

    /** Every file that has an original's name and place. */
    public List<Stored> originals() throws IOException {
        List<Stored> found = new ArrayList<>();
        for (Path folder : children(data.path().resolve("photos"))) {
            for (Path file : children(folder)) {
                if (isId(folder) && isId(file)) {
                    found.add(new Stored(nameOf(folder), nameOf(file)));
                }
            }
        }
        return found;
    }

    /**
     * Removes what arrived for uploads that are none.
     *
     * @return how many files
     */
    public int removeIncomingExcept(Predicate<String> uploadIds) throws IOException {
        int count = 0;
        for (Path file : children(incoming())) {
            Matcher ours = INCOMING.matcher(nameOf(file));
            // A cleaned copy, or a half-written preview, is made anew.
            boolean wanted = ours.matches()
                    && (ours.group(2).equals("part") || ours.group(2).equals("unverified"))
                    && uploadIds.test(ours.group(1));
            if (ours.matches() && !wanted && Files.isRegularFile(file)) {
                delete(file);
                count++;
            }
        }
        return count;
    }

    /**
     * Removes what lies among the photos and belongs to nobody.
     *
     * @return how many files
     */
    public int removePhotosExcept(Predicate<String> dockIds, Predicate<String> photoIds, Predicate<String> uploadIds)
            throws IOException {
        int count = 0;
        for (Path folder : children(data.path().resolve("photos"))) {
            if (!isId(folder) || !Files.isDirectory(folder)) {
                continue;
            }
            boolean known = dockIds.test(nameOf(folder));
            for (Path file : children(folder)) {
                Matcher ours = STORED.matcher(nameOf(file));
                boolean ofOne = ours.matches()
                        && (photoIds.test(ours.group(1))
                                || (".preview".equals(ours.group(2)) && uploadIds.test(ours.group(1))));
                if (ours.matches() && !(known && ofOne)) {
                    delete(file);
                    count++;
                }
            }
            if (!known) {
                removeFolder(folder);
            }
        }
        return count;
    }

    /** Removes all that a dock has among the photos; what others have put there stays. */
    public void removeDock(String dockId) {
        Path folder = photos(dockId);
        try {
            for (Path file : children(folder)) {
                if (STORED.matcher(nameOf(file)).matches()) {
                    delete(file);
                }
            }
            removeFolder(folder);
        } catch (IOException e) {
            System.getLogger(PhotoFiles.class.getName())
                    .log(System.Logger.Level.WARNING, "The folder of a dock stays behind", e);
        }
    }

    private static void removeFolder(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            System.getLogger(PhotoFiles.class.getName())
                    .log(System.Logger.Level.INFO, "The folder of a dock has files that are not ours, and stays");
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static String nameOf(Path path) {
        return path.getFileName().toString();
    }

    private static boolean isId(Path path) {
        return nameOf(path).matches(ID);
    }

    private Path incoming() {
        return data.path().resolve("incoming");
    }

    private Path photos(String dockId) {
        return data.path().resolve("photos").resolve(dockId);
    }

    /** The bytes of a file, so that they survive a power cut. */
    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    /** A move is durable only when its folder is (POSIX fsync of the directory). Windows knows no such thing and refuses to open one. */
    private static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
