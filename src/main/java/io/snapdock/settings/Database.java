package io.snapdock.settings;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Defines the application's data source for the container and brings its schema up to date. */
@ApplicationScoped
@DataSourceDefinition(
        name = Database.NAME,
        className = "io.snapdock.settings.ConfiguredDataSource",
        // WildFly refuses a data source without any property (IronJacamar, IJ031103).
        databaseName = "snapdock",
        // H2 closes the file with its last connection; one that stays spares opening it again.
        initialPoolSize = 1,
        minPoolSize = 1,
        maxPoolSize = 32)
public class Database {

    /** The name under which {@code persistence.xml} finds it too. */
    static final String NAME = "java:app/jdbc/snapdock";

    @Resource(lookup = NAME)
    private DataSource dataSource;

    /** Creates or migrates the schema; must run before the first use of an entity. */
    void migrate() {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:io/snapdock/schema")
                .table("snapdock_schema")
                // The tables may share a schema with the host application's.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Whether a connection can be had and answers within two seconds. */
    public boolean isUp() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            System.getLogger(Database.class.getName())
                    .log(System.Logger.Level.WARNING, "The database does not answer", e);
            return false;
        }
    }
}
