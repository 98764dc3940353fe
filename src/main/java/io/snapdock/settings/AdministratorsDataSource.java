package io.snapdock.settings;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Lends from the data source that {@code snapdock.datasource} names. After a connection has broken, or the database was silent for too long, one
 * caller a second asks again and all others are refused at once: no thread waits for a database that is known to be down.
 */
final class AdministratorsDataSource implements Lender {

    /** No statement of Snapdock's takes a tenth of it. A lock that is held for longer means a transaction that hangs. */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long UP = 0;

    private final DataSource source;

    /** {@link #UP}, or the time from which on somebody may ask again. */
    private final AtomicLong askAt = new AtomicLong(UP);

    AdministratorsDataSource(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection borrow() throws SQLException {
        long at = askAt.get();
        if (at != UP && (System.nanoTime() - at < 0 || !askAt.compareAndSet(at, fromNow(SILENCE.toNanos())))) {
            throw new SQLTransientConnectionException("The database is down.", "08001");
        }
        try {
            Connection connection = source.getConnection();
            return ready(connection, at != UP);
        } catch (SQLException | RuntimeException e) {
            askAt.set(fromNow(ASK_AGAIN_NANOS));
            throw e instanceof SQLException sql ? sql : new SQLTransientConnectionException(e.getMessage(), "08001", e);
        }
    }

    private Connection ready(Connection connection, boolean asking) throws SQLException {
        try {
            // Of this connection for good, so that the pool's own check of it cannot hang either.
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(SILENCE.toMillis()));
        } catch (SQLException | RuntimeException | AbstractMethodError e) {
            // Not every driver or pool can do it.
            System.getLogger(AdministratorsDataSource.class.getName())
                    .log(System.Logger.Level.DEBUG, "This data source knows no network timeout", e);
        }
        if (asking) {
            if (!connection.isValid(Math.toIntExact(SILENCE.toSeconds()))) {
                giveBack(connection, true);
                throw new SQLTransientConnectionException("The database does not answer.", "08001");
            }
            askAt.set(UP);
        }
        return connection;
    }

    private static long fromNow(long nanos) {
        long at = System.nanoTime() + nanos;
        return at == UP ? at + 1 : at;
    }

    @Override
    public void committed(Connection connection) {
        // The database's own work.
    }

    @Override
    public boolean isCurrent(Connection connection) {
        return true;
    }

    @Override
    public boolean isBroken(Connection connection, SQLException failure) {
        boolean broken = isOfConnection(failure);
        if (broken) {
            askAt.compareAndSet(UP, fromNow(ASK_AGAIN_NANOS));
        }
        return broken;
    }

    /** SQLSTATE 08: connection exception (SQL standard, part 2, 24.1). 57P01 to 57P03: PostgreSQL stops or starts. */
    private static boolean isOfConnection(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P0"));
    }

    @Override
    public void giveBack(Connection connection, boolean broken) {
        try {
            if (!broken && !connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            System.getLogger(AdministratorsDataSource.class.getName())
                    .log(System.Logger.Level.DEBUG, "A connection broke as it was given back", e);
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // The pool throws it away.
            System.getLogger(AdministratorsDataSource.class.getName())
                    .log(System.Logger.Level.DEBUG, "A connection could not be closed", e);
        }
    }
}
