package io.snapdock.settings;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends connections to a database for one transaction each. */
interface Lender {

    /** @throws SQLException at once while the database is known to be down */
    Connection borrow() throws SQLException;

    /**
     * A transaction that changed something has been committed on this connection. When this returns, it survives a power cut.
     */
    void committed(Connection connection) throws SQLException;

    /** Whether a connection that is lent is still what it was. */
    boolean isCurrent(Connection connection);

    /** Something failed on a lent connection. Says whether the connection is of no use any more. */
    boolean isBroken(Connection connection, SQLException failure);

    void giveBack(Connection connection, boolean broken);

    /** The application ends. Whoever still works may go on, and nothing is kept for those who come next. */
    default void end() {}
}
