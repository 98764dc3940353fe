package io.snapdock.store;

import io.snapdock.settings.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Which database the data folder belongs to: the id of the database, in the file {@code snapdock.id}. A folder of an earlier version has
 * none and takes the id of the first database that it is used with.
 */
@ApplicationScoped
public class Identity {

    private static final String NAME = "snapdock.id";

    private static final String ID = "[A-Za-z0-9-]{8,36}";

    private static final int MAX_BYTES = 100;

    @Inject
    private DataFolder data;

    /** Empty for a folder that is new, or of an earlier version, or whose file says nothing that can be read. */
    public Optional<String> read() {
        Path file = data.path().resolve(NAME);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
            return Optional.of(text).filter(id -> id.matches(ID));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whole or not at all; two servers that start at once with one database write the same. */
    public void write(String id) throws IOException {
        Path unfinished = Files.createTempFile(data.path(), NAME, ".tmp");
        try {
            Files.writeString(unfinished, id + "\n");
            Durable.sync(unfinished);
            Files.move(unfinished, data.path().resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            Durable.syncFolder(data.path());
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
