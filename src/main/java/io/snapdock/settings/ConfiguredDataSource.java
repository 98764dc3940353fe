package io.snapdock.settings;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The database that the settings name, behind one class that {@code @DataSourceDefinition} can name on every server: the
 * server pools its connections and brings them into its transactions.
 *
 * <p>Without {@code snapdock.datasource} it is an H2 file in the data folder. With it, connections come from that data source of the
 * administrator's, which must not be a transactional one itself: this one already is.
 */
public final class ConfiguredDataSource implements DataSource {

    private DataSource chosen;
    private PrintWriter logWriter;
    private String databaseName = "snapdock";

    /** The name of the embedded database's file, without its extension; set by the container from the definition. */
    public synchronized void setDatabaseName(String name) {
        this.databaseName = name;
    }

    public synchronized String getDatabaseName() {
        return databaseName;
    }

    private synchronized DataSource chosen() throws SQLException {
        if (chosen == null) {
            Settings settings = Settings.ofDeployment();
            chosen = settings.datasource().isPresent()
                    ? lookedUp(settings.datasource().get())
                    : embedded(settings.data().resolve(databaseName));
        }
        return chosen;
    }

    // The name comes from the administrator's settings, never from a request.
    @SuppressWarnings("BanJNDI")
    private static DataSource lookedUp(String name) throws SQLException {
        // Payara makes the administrator's pool at its first lookup, with the thread's class loader, and there is none
        // while it deploys.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ConfiguredDataSource.class.getClassLoader());
        try {
            return (DataSource) InitialContext.doLookup(name);
        } catch (NamingException | ClassCastException e) {
            throw new SQLException("Setting snapdock.datasource: there is no data source of the name " + name + ".", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static DataSource embedded(Path file) {
        var h2 = new JdbcDataSource();
        // WRITE_DELAY: H2 otherwise writes what was committed up to half a second later, and a kill loses it.
        // DB_CLOSE_ON_EXIT: the server closes its pool when it stops; H2's own hook would close the file before that.
        // QUERY_CACHE_SIZE: each connection keeps its parsed statements, of which an upload alone has more than H2's
        // eight.
        h2.setURL("jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64");
        h2.setUser("snapdock");
        h2.setPassword("");
        return h2;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return chosen().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        // Pools pass the user and password of the definition, which are none of the database's.
        return chosen().getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        logWriter = out;
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        chosen().setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return chosen().getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("This data source logs by System.Logger.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return chosen().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || chosen().isWrapperFor(type);
    }
}
