package io.snapdock.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Prepares folder and database before any feature starts, and stops the deployment with a clear sentence where that fails. */
@ApplicationScoped
public class Startup {

    @Inject
    private DataFolder dataFolder;

    @Inject
    private Database database;

    @Inject
    private Event<Started> started;

    void start(@Observes @Initialized(ApplicationScoped.class) Object context) {
        dataFolder.prepare();
        database.migrate();
        dataFolder.syncNames();
        started.fire(new Started());
    }
}
