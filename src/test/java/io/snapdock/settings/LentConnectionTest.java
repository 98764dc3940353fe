package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.support.Thrown;
import io.snapdock.support.Wired;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lent connection throws, and what becomes of it then. */
class LentConnectionTest {
    private final SQLException breach = new SQLException("terminated", "57P01");

    private final List<String> givenBack = new ArrayList<>();

    /** The method that fails, and whether by an exception of Payara's around the driver's. */
    private String failing = "";

    private boolean wraps;

    private final Lender lender = new Lender() {
        @Override
        public Connection borrow() {
            return Wired.stub(Connection.class, (method, args) -> {
                fail(method);
                return method.equals("prepareStatement")
                        ? Wired.stub(PreparedStatement.class, (called, given) -> {
                            fail(called);
                            return called.equals("executeUpdate") ? 1 : called.equals("isClosed") ? false : null;
                        })
                        : null;
            });
        }

        @Override
        public void committed(Connection connection) {
            // Nothing to sync.
        }

        @Override
        public boolean isCurrent(Connection connection) {
            return true;
        }

        @Override
        public boolean isBroken(Connection connection, SQLException failure) {
            return failure == breach;
        }

        @Override
        public void giveBack(Connection connection, boolean broken) {
            givenBack.add(broken ? "broken" : "sound");
        }
    };

    private final Connection connection = LentConnection.over(lender);

    private void fail(String method) {
        if (method.equals(failing)) {
            throw Thrown.silently(
                    wraps ? new UndeclaredThrowableException(new InvocationTargetException(breach)) : breach);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCommitThatBreaks(boolean wrapped) throws SQLException {
        wraps = wrapped;
        connection.setAutoCommit(false);
        connection.prepareStatement("update").executeUpdate();
        failing = "commit";
        assertThatThrownBy(connection::commit).isSameAs(breach);
        assertThat(givenBack).containsExactly("broken");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStatementThatBreaks(boolean wrapped) throws SQLException {
        wraps = wrapped;
        connection.setAutoCommit(false);
        PreparedStatement statement = connection.prepareStatement("update");
        failing = "executeUpdate";
        assertThatThrownBy(statement::executeUpdate).isSameAs(breach);
        connection.rollback();
        assertThat(givenBack).containsExactly("broken");
    }

    @Test
    void aConnectionThatBreaksAtOnce() throws SQLException {
        wraps = true;
        failing = "setAutoCommit";
        connection.setAutoCommit(false);
        assertThatThrownBy(() -> connection.prepareStatement("update")).isSameAs(breach);
        assertThat(givenBack).containsExactly("broken");
    }
}
