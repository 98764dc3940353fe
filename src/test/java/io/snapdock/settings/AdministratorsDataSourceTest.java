package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.problem.Outage;
import io.snapdock.support.Condition;
import io.snapdock.support.Thrown;
import io.snapdock.support.Wired;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An administrator's pool that hangs, fails and comes back. */
class AdministratorsDataSourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile boolean hangs;
    private volatile boolean breaks;
    private volatile SQLException failure;

    private final DataSource pool = Wired.stub(DataSource.class, (method, args) -> {
        asked.incrementAndGet();
        if (hangs) {
            await();
        }
        if (failure != null) {
            throw Thrown.silently(failure);
        }
        return connection();
    });

    private final AdministratorsDataSource lender = new AdministratorsDataSource(pool, PATIENCE);

    @AfterEach
    void end() {
        released.countDown();
        Outage.end();
    }

    @Test
    void waitsForAPoolThatHangsOnceAndNotForLong() throws SQLException {
        hangs = true;
        assertThatThrownBy(lender::borrow).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(Outage.isKnown()).isTrue();

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(lender::borrow).isInstanceOf(SQLTransientConnectionException.class);
        }
        assertThat(asked).as("calls of the pool").hasValue(1);

        hangs = false;
        released.countDown();
        Condition.await("the late connection to be given back", LIMIT, () -> closed.get() == 1);
    }

    @Test
    void oneAsksForEverybody() throws SQLException {
        failure = new SQLException("refused", "08001");
        assertThatThrownBy(lender::borrow).isSameAs(failure);
        Outage.ask(() -> assertThatThrownBy(lender::borrow).isSameAs(failure));
        assertThat(Outage.isKnown()).isTrue();
        assertThat(asked).hasValue(2);

        failure = null;
        Outage.ask(() -> lender.giveBack(borrowed(), false));
        assertThat(Outage.isKnown()).isFalse();
        lender.giveBack(lender.borrow(), false);
        assertThat(asked).hasValue(4);
        assertThat(closed).hasValue(2);
    }

    @Test
    void aConnectionThatBreaksBeginsAnOutage() throws SQLException {
        Connection connection = lender.borrow();
        assertThat(lender.isBroken(connection, new SQLException("a row is there", "23505")))
                .isFalse();
        assertThat(Outage.isKnown()).isFalse();
        assertThat(lender.isBroken(connection, new SQLException("terminated", "57P01")))
                .isTrue();
        assertThat(Outage.isKnown()).isTrue();
    }

    @Test
    void whatBreaksIsGivenBackAllTheSame() throws SQLException {
        Connection connection = lender.borrow();
        breaks = true;
        lender.giveBack(connection, false);
        assertThat(closed).hasValue(1);

        // Asked whether it is valid.
        Outage.begin();
        Outage.ask(() -> assertThatThrownBy(lender::borrow).isInstanceOf(SQLException.class));
        assertThat(closed).hasValue(2);
        assertThat(Outage.isKnown()).isTrue();
    }

    private Connection borrowed() {
        try {
            return lender.borrow();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection connection() {
        return Wired.stub(Connection.class, (method, args) -> switch (method) {
            case "isValid", "getAutoCommit" -> {
                if (breaks) {
                    throw new IllegalStateException("broken");
                }
                yield true;
            }
            case "close" -> {
                closed.incrementAndGet();
                yield null;
            }
            default -> null;
        });
    }
}
