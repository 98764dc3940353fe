package io.snapdock.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.support.Thrown;
import io.snapdock.support.Wired;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While an outage is known nothing asks the database, and each request has the same answer at once. */
class OutageTest {
    private final AtomicInteger calls = new AtomicInteger();

    private final InvocationContext call =
            Wired.stub(InvocationContext.class, (method, args) -> calls.incrementAndGet());

    @AfterEach
    void end() {
        Outage.end();
    }

    @Test
    void whatNeedsTheDatabaseIsRefused() throws Exception {
        var interceptor = new OutageInterceptor();
        assertThat(interceptor.refuse(call)).isEqualTo(1);

        Outage.begin();
        assertThatThrownBy(() -> interceptor.refuse(call)).satisfies(OutageTest::isAnsweredWith503);
        assertThat(calls).hasValue(1);

        Outage.end();
        assertThat(interceptor.refuse(call)).isEqualTo(2);
    }

    @Test
    void whatFailedOfItIsAnsweredInTheSameWay() {
        isAnsweredWith503(new IllegalStateException(new SQLTransientConnectionException("no")));
        isAnsweredWith503(new ProblemException(HttpProblem.INTERNAL, "no", new SQLException("terminated", "57P01")));
        // Transaction managers forget the cause: it counts when a connection broke just now.
        Outage.noted(new SQLException("broken", "08006"));
        isAnsweredWith503(new RollbackException("no"));
    }

    @Test
    void aClockRestsAndIsSilent() {
        Runnable tick = Outage.sparing(calls::incrementAndGet);
        tick.run();
        Outage.begin();
        tick.run();
        assertThat(calls).hasValue(1);
        Outage.end();
        tick.run();
        assertThat(calls).hasValue(2);

        Outage.sparing(() -> {
                    throw Thrown.silently(new SQLTransientConnectionException("no"));
                })
                .run();
        assertThatThrownBy(Outage.sparing(() -> {
                    throw new IllegalStateException("a fault of ours");
                })::run)
                .hasMessage("a fault of ours");
    }

    @Test
    void onlyOneThreadAsks() {
        Outage.begin();
        assertThat(Outage.isAsking()).isFalse();
        Outage.ask(() -> assertThat(Outage.isAsking()).isTrue());
        assertThat(Outage.isAsking()).isFalse();
        assertThat(Outage.lasting()).isPositive();
        Outage.end();
        assertThat(Outage.lasting()).isEqualTo(Duration.ZERO);
    }

    private static void isAnsweredWith503(Throwable thrown) {
        Response answer = new ProblemMapper().toResponse(thrown);
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat((String) answer.getEntity()).contains("database-unavailable");
    }
}
