package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.problem.Outage;
import io.snapdock.support.Condition;
import io.snapdock.support.Thrown;
import io.snapdock.support.Wired;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The one clock that asks a database that is away. */
class DatabaseTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean isAway = true;

    private final AdministratorsDataSource lender =
            new AdministratorsDataSource(Wired.stub(DataSource.class, (method, args) -> {
                asked.incrementAndGet();
                if (isAway) {
                    throw Thrown.silently(new SQLException("refused", "08001"));
                }
                return connection();
            }));

    private final Database database = Wired.with(new Database(), Wired.stub(DataSource.class, (method, args) -> {
        try {
            return lender.borrow();
        } catch (SQLException e) {
            throw Thrown.silently(e);
        }
    }));

    @AfterEach
    void stop() {
        database.stop();
        Outage.end();
    }

    @Test
    void asksUntilTheDatabaseIsBack() {
        database.watch(new Started(null));
        for (int outage = 0; outage < 2; outage++) {
            isAway = true;
            int before = asked.get();
            Outage.begin();
            assertThat(database.isUp()).isFalse();
            Condition.await("the database to be asked", LIMIT, () -> asked.get() >= before + 2);
            assertThat(Outage.isKnown()).isTrue();
            isAway = false;
            Condition.await("the end of the outage", LIMIT, () -> !Outage.isKnown());
            assertThat(database.isUp()).isTrue();
        }
    }

    private static Connection connection() {
        return Wired.stub(Connection.class, (method, args) -> switch (method) {
            case "createStatement" ->
                Wired.stub(
                        Statement.class,
                        (called, given) -> called.equals("executeQuery")
                                ? Wired.stub(ResultSet.class, (asked, what) -> switch (asked) {
                                    case "next" -> true;
                                    case "getString" -> "id";
                                    default -> null;
                                })
                                : null);
            case "isValid", "getAutoCommit" -> true;
            default -> null;
        });
    }
}
