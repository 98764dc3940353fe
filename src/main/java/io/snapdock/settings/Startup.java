package io.snapdock.settings;

import io.snapdock.ground.Ticker;
import jakarta.annotation.Resource;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import javax.sql.DataSource;

/**
 * Prepares folder and database before any feature starts, and stops the deployment with a clear sentence where that fails. A listener, and no observer of
 * {@code @Initialized}: for a jar in {@code WEB-INF/lib} Payara sends that before it knows the names of {@code java:app}.
 */
@WebListener
// WildFly ends at once what does not depend on each other. By this the web application ends before the data source and
// the transaction manager that it belongs to, and not after them; a unit in a persistence.xml would do the same.
@Resource(name = "io.snapdock/database", lookup = Database.NAME, type = DataSource.class)
public class Startup implements ServletContextListener {

    @Inject
    private DataFolder dataFolder;

    @Inject
    private Database database;

    @Inject
    private Event<Started> started;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        boolean isStarted = false;
        try {
            dataFolder.prepare();
            database.migrate();
            dataFolder.syncNames();
            started.fire(new Started(event.getServletContext()));
            isStarted = true;
        } finally {
            if (!isStarted) {
                // So that the next try finds the database's file free.
                ConfiguredDataSource.end();
            }
        }
    }

    /** Before CDI's own end, which may come when the server has no transactions any more: a clock that writes to a stream asks for them. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Ticker.stopAll();
        ConfiguredDataSource.end();
    }
}
