package io.snapdock.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prepares folder and database before any feature starts, and stops the deployment with a clear sentence where that fails. */
@ApplicationScoped
public class Startup {

    @Inject
    private Settings settings;

    @Inject
    private Database database;

    @Inject
    private Event<Started> started;

    void start(@Observes @Initialized(ApplicationScoped.class) Object context) {
        prepare(settings.data());
        database.migrate();
        started.fire(new Started());
    }

    private static void prepare(Path data) {
        try {
            Files.createDirectories(data);
            Files.delete(Files.createTempFile(data, "write", ".check"));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Setting snapdock.data: the folder " + data + " cannot be written. Choose another or change its rights.", e);
        }
    }
}
