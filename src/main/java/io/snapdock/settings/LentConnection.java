package io.snapdock.settings;

import io.snapdock.problem.Outage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;

/**
 * What the container's pool keeps: a connection that has none of its own. It borrows one for each transaction and gives it back at the end. So a
 * connection that broke is gone after one transaction, and the administrator's pool checks each one as it is set up to do. A pool over one that
 * kept a borrowed connection would keep the broken one for ever.
 *
 * <p>Outside of transactions it borrows until the last statement is closed. What is set for the session (isolation, read-only) is told to each
 * borrowed one. Like all connections it is for one thread at a time; the monitor is for containers that close from another one.
 */
final class LentConnection implements InvocationHandler {

    private final Lender lender;
    private Connection borrowed;
    private boolean broken;
    private boolean changed;
    private int openStatements;
    private boolean autoCommit = true;
    private Optional<Integer> isolation = Optional.empty();
    private Optional<Boolean> readOnly = Optional.empty();
    private boolean closed;

    private LentConnection(Lender lender) {
        this.lender = lender;
    }

    static Connection over(Lender lender) {
        return proxy(Connection.class, new LentConnection(lender));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(LentConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public synchronized Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
        Object[] args = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "equals" -> proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "LentConnection" + (borrowed == null ? "" : " of " + borrowed);
            case "isClosed" -> closed;
            case "close" -> close();
            case "abort" -> abort();
            case "isValid" -> isValid((Integer) args[0]);
            case "getAutoCommit" -> autoCommit;
            case "setAutoCommit" -> setAutoCommit((Boolean) args[0]);
            case "commit" -> commit();
            case "rollback" -> args.length == 0 ? rollback() : pass(method, args);
            case "setTransactionIsolation" -> setIsolation((Integer) args[0]);
            case "getTransactionIsolation" -> isolation.isPresent() ? isolation.get() : readIsolation();
            case "setReadOnly" -> setReadOnly((Boolean) args[0]);
            case "isReadOnly" -> readOnly.orElse(false);
            // Names for the database's statistics. Payara sets them with each use, and whom should they be told to
            // between two transactions?
            case "setClientInfo" -> null;
            case "getWarnings", "clearWarnings" -> borrowed == null ? null : pass(method, args);
            default -> other(proxy, method, args);
        };
    }

    private Connection borrowed() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException("This connection is closed.", "08003");
        }
        if (borrowed != null && openStatements <= 0 && !changed && !lender.isCurrent(borrowed)) {
            giveBack();
        }
        if (borrowed == null) {
            borrow();
        }
        return borrowed;
    }

    private void borrow() throws SQLException {
        try {
            borrowed = lender.borrow();
        } catch (SQLException e) {
            Outage.noted(e);
            throw e;
        }
        broken = false;
        Connection next = borrowed;
        boolean isReady = false;
        try {
            ask(() -> {
                if (isolation.isPresent()) {
                    next.setTransactionIsolation(isolation.get());
                }
                if (readOnly.isPresent()) {
                    next.setReadOnly(readOnly.get());
                }
                next.setAutoCommit(autoCommit);
            });
            isReady = true;
        } finally {
            if (!isReady) {
                giveBack();
            }
        }
    }

    private void giveBack() {
        Connection connection = borrowed;
        borrowed = null;
        changed = false;
        openStatements = 0;
        if (connection != null) {
            lender.giveBack(connection, broken);
        }
    }

    /** What is asked of a borrowed connection. */
    @FunctionalInterface
    private interface Question {

        void ask() throws SQLException;
    }

    private void ask(Question question) throws SQLException {
        try {
            question.ask();
        } catch (SQLException | UndeclaredThrowableException e) {
            throw failed(plain(e));
        }
    }

    /** On Payara what a driver throws can come wrapped twice, as an exception that is not checked. */
    private static SQLException plain(Exception thrown) {
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            if (one instanceof SQLException failure) {
                return failure;
            }
        }
        return new SQLException(thrown);
    }

    private SQLException failed(SQLException failure) {
        if (borrowed != null && !broken && lender.isBroken(borrowed, failure)) {
            broken = true;
            Outage.noted(failure);
            if (autoCommit) {
                giveBack();
            }
        }
        return failure;
    }

    private Object other(Object proxy, Method method, Object[] args) throws Throwable {
        Object result = statementOr(proxy, pass(method, args), method, args);
        // What is asked of the database's description is asked of this very connection later.
        boolean held = openStatements > 0
                || result instanceof DatabaseMetaData
                || method.getName().equals("unwrap");
        if (autoCommit && !held) {
            giveBack();
        }
        return result;
    }

    private Object pass(Method method, Object[] args) throws Throwable {
        return call(borrowed(), method, args);
    }

    private Object call(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException || e.getCause() instanceof UndeclaredThrowableException) {
                throw failed(plain((Exception) e.getCause()));
            }
            throw e.getCause();
        }
    }

    private Object statementOr(Object proxy, Object result, Method method, Object[] args) {
        if (!(result instanceof Statement statement)) {
            return result;
        }
        changed |= args.length == 0 || !(args[0] instanceof String sql) || !isQuery(sql);
        openStatements++;
        Connection of = borrowed;
        InvocationHandler handler = (self, called, given) -> onStatement(proxy, of, statement, called, given);
        return switch (method.getName()) {
            case "prepareStatement" -> proxy(PreparedStatement.class, handler);
            case "prepareCall" -> proxy(CallableStatement.class, handler);
            default -> proxy(Statement.class, handler);
        };
    }

    /** What such a statement has changed is nothing. A lock of rows is none either. */
    private static boolean isQuery(String sql) {
        return sql.stripLeading().toLowerCase(Locale.ROOT).startsWith("select");
    }

    private Object onStatement(Object proxy, Connection of, Statement statement, Method method, Object[] given)
            throws Throwable {
        Object[] args = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "getConnection" -> proxy;
            case "equals" ->
                args[0] != null && Proxy.isProxyClass(args[0].getClass()) && args[0].hashCode() == statement.hashCode();
            case "hashCode" -> statement.hashCode();
            case "close" -> closeStatement(of, statement, method, args);
            case "isClosed" -> isOver(of) || statement.isClosed();
            default -> call(current(of, statement), method, args);
        };
    }

    /** After the end of its transaction a statement's connection may be somebody else's. */
    private synchronized boolean isOver(Connection of) {
        return borrowed != of;
    }

    private Statement current(Connection of, Statement statement) throws SQLException {
        if (isOver(of)) {
            throw new SQLException("This statement's transaction has ended.", "HY010");
        }
        return statement;
    }

    private synchronized Object closeStatement(Connection of, Statement statement, Method method, Object[] args)
            throws Throwable {
        if (isOver(of) || statement.isClosed()) {
            return null;
        }
        try {
            return call(statement, method, args);
        } finally {
            openStatements--;
            if (autoCommit && borrowed != null && openStatements <= 0) {
                endOfStatements();
            }
        }
    }

    private void endOfStatements() throws SQLException {
        try {
            if (changed && !broken) {
                lender.committed(borrowed);
            }
        } finally {
            giveBack();
        }
    }

    private Object commit() throws SQLException {
        if (borrowed == null) {
            return null;
        }
        try {
            ask(() -> {
                borrowed.commit();
                if (changed) {
                    lender.committed(borrowed);
                }
            });
        } finally {
            giveBack();
        }
        return null;
    }

    private Object rollback() throws SQLException {
        if (borrowed == null) {
            return null;
        }
        try {
            // Of a broken one the database has forgotten the transaction.
            if (!broken) {
                ask(borrowed::rollback);
            }
        } catch (SQLException e) {
            if (!broken) {
                throw e;
            }
        } finally {
            giveBack();
        }
        return null;
    }

    private Object setAutoCommit(boolean value) throws SQLException {
        if (value != autoCommit) {
            autoCommit = value;
            if (borrowed != null && openStatements <= 0 && !changed) {
                giveBack();
            } else if (borrowed != null) {
                ask(() -> borrowed.setAutoCommit(value));
            }
        }
        return null;
    }

    private Object setIsolation(int level) throws SQLException {
        isolation = Optional.of(level);
        if (borrowed != null) {
            ask(() -> borrowed.setTransactionIsolation(level));
        }
        return null;
    }

    private Object setReadOnly(boolean value) throws SQLException {
        readOnly = Optional.of(value);
        if (borrowed != null) {
            ask(() -> borrowed.setReadOnly(value));
        }
        return null;
    }

    private int readIsolation() throws SQLException {
        boolean before = borrowed != null;
        try {
            int level = borrowed().getTransactionIsolation();
            isolation = Optional.of(level);
            return level;
        } finally {
            if (!before) {
                giveBack();
            }
        }
    }

    /** That it is closed is all that a connection without one of its own can say; the next transaction finds out the rest. */
    private boolean isValid(int seconds) throws SQLException {
        return !closed && !(borrowed != null && (broken || !borrowed.isValid(seconds)));
    }

    private Object close() {
        closed = true;
        giveBack();
        return null;
    }

    private Object abort() {
        broken = true;
        return close();
    }
}
