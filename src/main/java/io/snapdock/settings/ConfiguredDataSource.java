package io.snapdock.settings;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The database that the settings name, behind one class that {@code @DataSourceDefinition} can name on every server: the
 * server pools its connections and brings them into its transactions.
 *
 * <p>Without {@code snapdock.datasource} it is an H2 file in the data folder. With it, connections come from that data source of the
 * administrator's, which must not be a transactional one itself: this one already is.
 */
public final class ConfiguredDataSource implements DataSource {

    /** Of this application: the server makes them, and nobody else knows them. */
    private static final Set<Lender> LENDERS = ConcurrentHashMap.newKeySet();

    private Lender lender;

    private PrintWriter logWriter;
    private String databaseName = "snapdock";

    /** The name of the embedded database's file, without its extension; set by the container from the definition. */
    public synchronized void setDatabaseName(String name) {
        this.databaseName = name;
    }

    public synchronized String getDatabaseName() {
        return databaseName;
    }

    /** For the end of the application. */
    static void end() {
        LENDERS.forEach(Lender::end);
        LENDERS.clear();
    }

    private synchronized Lender lender() throws SQLException {
        if (lender == null) {
            Settings settings = Settings.ofDeployment();
            if (settings.datasource().isPresent()) {
                lender = new AdministratorsDataSource(
                        lookedUp(settings.datasource().get()));
            } else {
                lender = new EmbeddedDatabase(settings.data().resolve(databaseName));
            }
            LENDERS.add(lender);
        }
        return lender;
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

    /** Costs nothing and asks no database; see {@link LentConnection}. */
    @Override
    public Connection getConnection() throws SQLException {
        return LentConnection.over(lender());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        // Pools pass the user and password of the definition, which are none of the database's.
        return getConnection();
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
    public void setLoginTimeout(int seconds) {
        // Nobody logs in when a connection is made.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
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
        throw new SQLException("This data source wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
