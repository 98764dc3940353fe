package io.snapdock.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What lies in the data folder, for who knows whether it belongs there. Only names that the server itself makes are seen. */
@ApplicationScoped
public class Leftovers {

    private static final Logger LOG = System.getLogger(Leftovers.class.getName());

    /** As {@code io.snapdock.dock.key.Ids} makes them. */
    private static final String ID = "[A-Za-z0-9_-]{16}";

    private static final Pattern INCOMING = Pattern.compile(
            "(" + ID + ")(?:[0-9]*)(\\.part|\\.part\\.tmp|\\.unverified|\\.unverified\\.tmp|\\.cleaned|\\.preview)");
    private static final Pattern STORED =
            Pattern.compile("(" + ID + ")(|\\.preview|\\.thumbnail\\.jpg|\\.thumbnail\\.jpg[0-9]*\\.tmp)");

    private static final Map<String, Kind> KINDS = Map.of(
            ".part", Kind.PART,
            ".unverified", Kind.MARK,
            "", Kind.ORIGINAL,
            ".preview", Kind.PREVIEW,
            ".thumbnail.jpg", Kind.THUMBNAIL);

    @Inject
    private IncomingFiles incoming;

    @Inject
    private PhotoFiles photos;

    /** What a file's name says that it is. {@code UNFINISHED} are the server's own drafts, which it makes anew. */
    public enum Kind {
        PART,
        MARK,
        ORIGINAL,
        PREVIEW,
        THUMBNAIL,
        UNFINISHED
    }

    /**
     * A file with a name of the server's own.
     *
     * @param id of the upload or photo
     * @param bytes -1 when it is no ordinary file
     */
    public record Found(String id, Kind kind, Path path, long bytes) {}

    /** The docks that have a folder. */
    public List<String> docks() throws IOException {
        return children(photos.folder()).stream()
                .filter(folder -> nameOf(folder).matches(ID) && Files.isDirectory(folder))
                .map(Leftovers::nameOf)
                .toList();
    }

    /** What lies in the folder of a dock. */
    public List<Found> ofDock(String dockId) throws IOException {
        return found(photos.folder(dockId), STORED);
    }

    /** What lies where uploads arrive. */
    public List<Found> incoming() throws IOException {
        return found(incoming.folder(), INCOMING).stream()
                // A preview is moved to its place when it is whole.
                .map(one -> one.kind() == Kind.PREVIEW
                        ? new Found(one.id(), Kind.UNFINISHED, one.path(), one.bytes())
                        : one)
                .toList();
    }

    private static List<Found> found(Path folder, Pattern names) throws IOException {
        return children(folder).stream()
                .map(path -> {
                    Matcher ours = names.matcher(nameOf(path));
                    return ours.matches()
                            ? new Found(
                                    ours.group(1),
                                    KINDS.getOrDefault(ours.group(2), Kind.UNFINISHED),
                                    path,
                                    bytes(path))
                            : null;
                })
                .filter(one -> one != null)
                .toList();
    }

    private static long bytes(Path path) {
        try {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Removes all that a dock has among the photos; what others have put there stays. */
    public void removeDock(String dockId) {
        try {
            for (Found file : ofDock(dockId)) {
                delete(file.path());
            }
            removeEmptyFolder(dockId);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The folder of a dock stays behind", e);
        }
    }

    public void removeEmptyFolder(String dockId) throws IOException {
        try {
            Files.deleteIfExists(photos.folder(dockId));
        } catch (DirectoryNotEmptyException e) {
            LOG.log(Level.INFO, "The folder of a dock has files that are not ours, and stays");
        }
    }

    /** Deletes a file of ours that is known to be needed no more. */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A file stays behind", e);
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
}
