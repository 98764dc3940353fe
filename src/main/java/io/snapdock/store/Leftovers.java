package io.snapdock.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that lie in the data folder without belonging there any more. Only names that the server itself makes are touched. */
@ApplicationScoped
public class Leftovers {

    private static final Logger LOG = System.getLogger(Leftovers.class.getName());

    /** As {@code io.snapdock.dock.Ids} makes them. */
    private static final String ID = "[A-Za-z0-9_-]{16}";

    private static final Pattern INCOMING =
            Pattern.compile("(" + ID + ")(?:[0-9]*)\\.(part|unverified|cleaned|preview)");
    private static final Pattern STORED =
            Pattern.compile("(" + ID + ")(|\\.preview|\\.thumbnail\\.jpg|\\.thumbnail\\.jpg[0-9]*\\.tmp)");

    @Inject
    private IncomingFiles incoming;

    @Inject
    private PhotoFiles photos;

    /** An original in its place. */
    public record Stored(String dockId, String photoId) {}

    /** Every file that has an original's name and place. */
    public List<Stored> originals() throws IOException {
        List<Stored> found = new ArrayList<>();
        for (Path folder : children(photos.folder())) {
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
        for (Path file : children(incoming.folder())) {
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
        for (Path folder : children(photos.folder())) {
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
        Path folder = photos.folder(dockId);
        try {
            for (Path file : children(folder)) {
                if (STORED.matcher(nameOf(file)).matches()) {
                    delete(file);
                }
            }
            removeFolder(folder);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The folder of a dock stays behind", e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next start removes what nobody knows.
            LOG.log(Level.WARNING, "A file stays behind", e);
        }
    }

    private static void removeFolder(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            LOG.log(Level.INFO, "The folder of a dock has files that are not ours, and stays");
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
}
