package io.snapdock.settings;

import io.snapdock.ground.Ticker;
import io.snapdock.problem.Outage;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
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
        maxPoolSize = 32,
        // A statement that the pool kept would outlive the connection that was lent for it; Open Liberty keeps ten.
        maxStatements = 0)
public class Database {

    /** Where it is found, by the entities too. */
    public static final String NAME = "java:app/jdbc/snapdock";

    private static final Logger LOG = System.getLogger(Database.class.getName());

    private static final Duration ASK_EVERY = Duration.ofSeconds(1);

    /** So a database is found to be back within five seconds, and WildFly's pool logs fewer of its long traces: some for each time that it is asked. */
    private static final Duration ASK_AT_LEAST_EVERY = Duration.ofSeconds(4);

    @Resource(lookup = NAME)
    private DataSource dataSource;

    @Resource
    private ManagedThreadFactory threads;

    private Ticker asking;

    /** In an outage: when the database is asked again, of {@link System#nanoTime}. */
    private long askAt = System.nanoTime();

    /**
     * Creates or migrates the schema; must run before the first use of an entity. On Open Liberty Flyway knows folders by an empty file {@code flyway.location}
     * in them: the schema's, and {@code db/callback}, where it looks whatever it is told.
     */
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

    /**
     * Which database this is: made at the first start, kept in it for ever. Two servers that start at once agree on one.
     */
    public String id() {
        try (Connection connection = dataSource.getConnection()) {
            Optional<String> known = readId(connection);
            return known.isPresent() ? known.get() : makeId(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot say which one it is.", e);
        }
    }

    private static String makeId(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into snapdock_identity (only_one, id) values (1, ?)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.executeUpdate();
        } catch (SQLIntegrityConstraintViolationException e) {
            // The other server was faster; its row is read below.
        } catch (SQLException e) {
            // PostgreSQL's driver throws one class for all; SQLSTATE 23 is a broken constraint (SQL standard, part 2,
            // 24.1).
            if (e.getSQLState() == null || !e.getSQLState().startsWith("23")) {
                throw e;
            }
        }
        return readId(connection).orElseThrow(() -> new SQLException("The row of snapdock_identity has gone."));
    }

    private static Optional<String> readId(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from snapdock_identity")) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    /** In an outage nobody else asks the database, so the one who does needs to come again. */
    void watch(@Observes Started started) {
        asking = Ticker.start("database", ASK_EVERY, threads, this::askInOutage);
    }

    private void askInOutage() {
        if (!Outage.isKnown()) {
            // The next one has pauses of its own, whoever ended the last.
            askAt = System.nanoTime();
        } else if (System.nanoTime() - askAt >= 0) {
            Outage.ask(() -> LOG.log(Level.DEBUG, "The database was asked. It answers: {0}", answers()));
            Duration tenth = Outage.lasting().dividedBy(10);
            Duration pause = tenth.compareTo(ASK_AT_LEAST_EVERY) < 0 ? tenth : ASK_AT_LEAST_EVERY;
            askAt = System.nanoTime() + pause.toNanos();
        }
    }

    @PreDestroy
    void stop() {
        if (asking != null) {
            asking.stop();
        }
    }

    /** Whether the database answers a real query. As bounded as all of them are: see {@link AdministratorsDataSource}. */
    public boolean isUp() {
        return !Outage.isKnown() && answers();
    }

    private boolean answers() {
        try (Connection connection = dataSource.getConnection()) {
            return readId(connection).isPresent();
        } catch (SQLException e) {
            Outage.noted(e);
            return false;
        }
    }
}
