package io.snapdock.store;

import io.snapdock.settings.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is being removed at the moment: an empty file {@code removing/<id>} in the data folder, from before the row goes until the files are gone.
 * After a kill in between, the next start knows that these files are to be deleted, and not lost.
 */
@ApplicationScoped
public class Removals {

    @Inject
    private DataFolder data;

    /** @param id of a dock or a photo */
    public void begin(String id) {
        try {
            DataFolder.makeFolder(folder());
            Files.createFile(folder().resolve(id));
        } catch (FileAlreadyExistsException e) {
            // Begun before, and stopped half-way.
        } catch (IOException e) {
            // The removal goes on without it. After a kill at the wrong moment the files are found in lost/.
            System.getLogger(Removals.class.getName()).log(Level.WARNING, "A removal cannot be noted", e);
        }
    }

    /** The files are gone, or the rows stay. */
    public void end(String id) {
        Leftovers.delete(folder().resolve(id));
    }

    /** What was begun and did not end. */
    public Set<String> unfinished() throws IOException {
        if (!Files.isDirectory(folder())) {
            return new HashSet<>();
        }
        try (Stream<Path> begun = Files.list(folder())) {
            return begun.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(HashSet::new));
        }
    }

    private Path folder() {
        return data.path().resolve("removing");
    }
}
