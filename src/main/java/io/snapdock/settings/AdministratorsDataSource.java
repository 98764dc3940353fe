package io.snapdock.settings;

import io.snapdock.ground.Pool;
import io.snapdock.problem.Outage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Lends from the data source that {@code snapdock.datasource} names. An outage begins when a connection breaks, when the database is silent for too long, and when the pool
 * has nothing to lend for {@link #PATIENCE}. From then on one at a time asks again, {@link Database} most of the time, and all others are refused at once: no thread waits for a
 * database that is known to be down.
 *
 * <p>What hangs inside the pool hangs until its driver gives up. Without the driver's own timeouts (see docs/operations.md) that may be never, and then {@link #THREADS} hung
 * calls keep the outage going: the container's pool has no connection left by then either.
 */
final class AdministratorsDataSource implements Lender {

    /** No statement of Snapdock's takes a tenth of it. A lock that is held for longer means a transaction that hangs. */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    /** For a connection out of the pool, a new one too. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(4).toNanos();

    /** As many as the container's pool has at most. */
    private static final int THREADS = 32;

    private final DataSource source;
    private final Duration patience;

    /** Those that wait for the pool. */
    private final Pool borrowers = Pool.of("database", THREADS, AdministratorsDataSource::thread);

    /** In an outage: the time from which on a caller may ask. */
    private final AtomicLong askAt = new AtomicLong(System.nanoTime());

    AdministratorsDataSource(DataSource source) {
        this(source, PATIENCE);
    }

    AdministratorsDataSource(DataSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Connection borrow() throws SQLException {
        boolean asking = Outage.isKnown();
        if (asking && !mayAsk()) {
            throw new SQLTransientConnectionException("The database is down.", "08001");
        }
        try {
            Connection connection = fromPool();
            boolean ready = false;
            try {
                makeReady(connection, asking);
                ready = true;
            } finally {
                if (!ready) {
                    giveBack(connection, true);
                }
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            outage();
            throw e instanceof SQLException sql ? sql : new SQLTransientConnectionException(e.getMessage(), "08001", e);
        }
    }

    /**
     * {@link Database} does; and one caller for all when nobody has asked for {@link #ASK_AGAIN_NANOS}. On Open Liberty it is always such a caller: there this class
     * comes from another class loader than {@link Database}, which knows nothing of an outage here.
     */
    private boolean mayAsk() {
        long now = System.nanoTime();
        long at = askAt.get();
        return Outage.isAsking() || (now - at >= 0 && askAt.compareAndSet(at, now + ASK_AGAIN_NANOS));
    }

    private void outage() {
        askAt.set(System.nanoTime() + ASK_AGAIN_NANOS);
        Outage.begin();
    }

    /**
     * On a thread of our own, for which the caller waits so long and no longer. A pool checks its connections one after another, and each that hangs takes its time: with many in
     * the pool, a caller would wait for minutes.
     */
    private Connection fromPool() throws SQLException {
        var lent = new CompletableFuture<Connection>();
        borrowers.execute(() -> {
            if (lent.isDone()) {
                // All threads hung until its caller had gone.
                return;
            }
            try {
                Connection connection = source.getConnection();
                if (!lent.complete(connection)) {
                    giveBack(connection, false);
                }
            } catch (Throwable e) {
                lent.completeExceptionally(e);
            }
        });
        try {
            return lent.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            var late = new SQLTransientConnectionException(
                    "The pool has had no connection for " + patience.toSeconds() + " seconds", "08001", e);
            return lent.completeExceptionally(late) ? raise(late) : lent.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new SQLTransientConnectionException("The application stops.", "08001", e);
            return lent.completeExceptionally(interrupted) ? raise(interrupted) : lent.join();
        } catch (ExecutionException e) {
            return raise(
                    e.getCause() instanceof SQLException sql
                            ? sql
                            : new SQLTransientConnectionException(e.getCause().getMessage(), "08001", e.getCause()));
        }
    }

    private static Connection raise(SQLException failure) throws SQLException {
        throw failure;
    }

    private static void makeReady(Connection connection, boolean asking) throws SQLException {
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
                throw new SQLTransientConnectionException("The database does not answer.", "08001");
            }
            Outage.end();
        }
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
            outage();
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
        } catch (SQLException | RuntimeException e) {
            System.getLogger(AdministratorsDataSource.class.getName())
                    .log(System.Logger.Level.DEBUG, "A connection broke as it was given back", e);
        }
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            // The pool throws it away.
            System.getLogger(AdministratorsDataSource.class.getName())
                    .log(System.Logger.Level.DEBUG, "A connection could not be closed", e);
        }
    }
}
