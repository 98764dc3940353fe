package io.snapdock.store;

import io.snapdock.settings.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where files go that nobody knows or nobody can read: {@code lost/<time>/} in the data folder. Snapdock never deletes what lies there and never
 * overwrites it. What a later start knows again goes back.
 */
@ApplicationScoped
public class LostFiles {

    private static final Logger LOG = System.getLogger(LostFiles.class.getName());

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss-SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path data;

    private Path ofThisStart;

    /** For the container, which makes a proxy. */
    protected LostFiles() {
        this((Path) null);
    }

    @Inject
    public LostFiles(DataFolder data) {
        this(data.path());
    }

    /** @param data the data folder */
    LostFiles(Path data) {
        this.data = data;
    }

    /**
     * Moves a file or folder away, for a row that may come back. Inside the lost folder it has the same place as it had inside the data folder.
     */
    public synchronized void keep(Path file) throws IOException {
        move(file, folder().resolve(data.relativize(file)));
    }

    /** Moves away what is known but can not be used, and says so. It does not go back by itself. */
    public synchronized void setAside(Path file, String why) throws IOException {
        Path target = folder().resolve("unusable").resolve(file.getFileName());
        for (int i = 1; Files.exists(target); i++) {
            target = target.resolveSibling(file.getFileName() + "." + i);
        }
        move(file, target);
        LOG.log(
                Level.WARNING,
                "{0}: {1}. It was moved to {2}, and its upload begins anew. Delete it if nobody misses it.",
                file.getFileName(),
                why,
                target);
    }

    private static void move(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * A file that an earlier start has moved away, and that may go back to its place.
     *
     * @param place where it was, inside the data folder
     */
    public Optional<Path> find(Path place) throws IOException {
        Path within = data.relativize(place);
        for (Path start : starts()) {
            Path file = start.resolve(within);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Where this start has put files; made when the first one comes. */
    public synchronized Path folder() throws IOException {
        if (ofThisStart == null) {
            Path lost = data.resolve("lost");
            DataFolder.makeForOwnerOnly(lost);
            Path folder = lost.resolve(NAME.format(Instant.now()));
            for (int i = 1; ofThisStart == null; i++) {
                try {
                    ofThisStart = Files.createDirectory(folder);
                } catch (FileAlreadyExistsException e) {
                    folder = lost.resolve(NAME.format(Instant.now()) + "." + i);
                }
            }
            Durable.syncFolder(lost);
        }
        return ofThisStart;
    }

    /** The newest first. */
    private List<Path> starts() throws IOException {
        Path lost = data.resolve("lost");
        if (!Files.isDirectory(lost)) {
            return List.of();
        }
        try (Stream<Path> starts = Files.list(lost)) {
            return starts.sorted((one, other) -> other.compareTo(one)).toList();
        }
    }
}
