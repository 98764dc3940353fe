package io.snapdock.settings;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;

/**
 * The H2 file in the data folder. Three things are done here that H2 does not do by itself.
 *
 * <p><b>It comes back.</b> H2 gives a database up for good after one failed write (a full disk, an interrupted thread) and keeps its file locked.
 * Here its sessions and its file are closed then, and the next borrower opens it anew, as after a restart of the server.
 *
 * <p><b>Commits are synced.</b> H2 writes what was committed and leaves the rest to the operating system, so a power cut takes it. Here a commit
 * returns when the file is synced. Those that come while one sync is under way share the next one.
 *
 * <p><b>It goes with the application.</b> H2 closes a file with its last connection, and here one always stays. An application that is undeployed leaves this behind with its
 * file locked, and could not be deployed again before the server was restarted. Payara's pool does not close all of its connections then, so the application says it.
 */
final class EmbeddedDatabase implements Lender {

    private final Path file;
    private final JdbcDataSource h2 = new JdbcDataSource();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> lent = new HashSet<>();
    private MVStore store;
    private boolean ending;

    private final ReentrantLock syncing = new ReentrantLock();
    private final AtomicLong syncsBegun = new AtomicLong();
    private volatile long syncsDone;

    EmbeddedDatabase(Path file) {
        this.file = file;
        // WRITE_DELAY: H2 otherwise writes what was committed up to half a second later, and a kill loses it.
        // DB_CLOSE_ON_EXIT: the server closes its pool when it stops; H2's own hook would close the file before that.
        // QUERY_CACHE_SIZE: each connection keeps its parsed statements, of which an upload alone has more than H2's
        // eight.
        h2.setURL("jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64");
        h2.setUser("snapdock");
        h2.setPassword("");
    }

    @Override
    public synchronized Connection borrow() throws SQLException {
        if (store != null && store.isClosed()) {
            closeAll();
        }
        Connection connection = idle.pollFirst();
        if (connection == null) {
            makeFolder();
            connection = h2.getConnection();
            if (store == null) {
                store = storeOf(connection);
            }
        }
        lent.add(connection);
        return connection;
    }

    /** H2 would make it, for everybody on the machine to look into. */
    private void makeFolder() {
        try {
            DataFolder.makeFolder(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            System.getLogger(EmbeddedDatabase.class.getName())
                    .log(Level.DEBUG, "H2 is about to say that its folder cannot be made", e);
        }
    }

    private static MVStore storeOf(Connection connection) {
        var session = (SessionLocal) ((JdbcConnection) connection).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    @Override
    public void committed(Connection connection) throws SQLException {
        long mine = syncsBegun.get();
        syncing.lock();
        try {
            // One that began after my commit has taken it along.
            if (syncsDone > mine) {
                return;
            }
            long number = syncsBegun.incrementAndGet();
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
            syncsDone = number;
        } finally {
            syncing.unlock();
        }
    }

    /** False when it was closed with all others. */
    @Override
    public synchronized boolean isCurrent(Connection connection) {
        return lent.contains(connection);
    }

    @Override
    public synchronized boolean isBroken(Connection connection, SQLException failure) {
        return !lent.contains(connection) || (store != null && store.isClosed());
    }

    @Override
    public synchronized void giveBack(Connection connection, boolean broken) {
        boolean current = lent.remove(connection);
        if (!current) {
            // Closed with the others already.
            return;
        }
        if (store != null && store.isClosed()) {
            close(connection);
            closeAll();
        } else if (broken || ending) {
            close(connection);
        } else {
            // The last one stays open: H2 closes a database with its last connection.
            idle.addFirst(connection);
        }
    }

    @Override
    public synchronized void end() {
        ending = true;
        idle.forEach(EmbeddedDatabase::close);
        idle.clear();
    }

    /** So that the file's lock goes. Who still works with one of these connections is told that the database is closed. */
    private void closeAll() {
        idle.forEach(EmbeddedDatabase::close);
        lent.forEach(EmbeddedDatabase::close);
        idle.clear();
        lent.clear();
        try {
            store.getFileStore().close();
        } catch (RuntimeException e) {
            System.getLogger(EmbeddedDatabase.class.getName())
                    .log(Level.DEBUG, "The file of a database that failed was closed already", e);
        }
        store = null;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Of a database that failed before, it says so again.
            System.getLogger(EmbeddedDatabase.class.getName()).log(Level.DEBUG, "A connection did not close", e);
        }
    }
}
