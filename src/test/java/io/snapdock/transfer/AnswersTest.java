package io.snapdock.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Thrown;
import io.snapdock.support.Wired;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No request is left without its answer, whatever its work throws. */
class AnswersTest {
    private final CompletableFuture<Response> given = new CompletableFuture<>();

    private final AsyncResponse answer = Wired.stub(AsyncResponse.class, (method, args) -> {
        assertThat(method).isEqualTo("resume");
        return given.complete((Response) args[0]);
    });

    private final AsyncContext async = Wired.stub(AsyncContext.class, (method, args) -> this.request);

    private final HttpServletRequest request =
            Wired.stub(HttpServletRequest.class, (method, args) -> method.equals("getAsyncContext") ? async : null);

    @ParameterizedTest
    @MethodSource("thrown")
    void workThatThrows(Throwable thrown) throws Exception {
        Answers.give(answer, () -> {
            throw Thrown.silently(thrown);
        });
        assertIsFault();
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void workThatThrowsElsewhere(Throwable thrown) throws Exception {
        Answers.give(answer, Runnable::run, () -> {
            throw Thrown.silently(thrown);
        });
        assertIsFault();
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void aStageThatFails(Throwable thrown) throws Exception {
        Answers.give(answer, CompletableFuture.completedFuture("").thenApply(nothing -> {
            throw Thrown.silently(thrown);
        }));
        assertIsFault();
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void threadsThatTakeNoMore(Throwable thrown) throws Exception {
        Answers.give(
                answer,
                work -> {
                    throw Thrown.silently(thrown);
                },
                () -> Response.ok().build());
        assertIsFault();
    }

    /** A commit that failed at WildFly throws a checked exception, and left the request without an answer. */
    @ParameterizedTest
    @MethodSource("thrown")
    void workThatThrowsInItsTurn(Throwable thrown) throws Exception {
        var transfers = Wired.with(new Transfers());
        transfers.answerInTurn("owner", request, answer, detached -> {
            throw Thrown.silently(thrown);
        });
        assertIsFault();
        transfers.stop();
    }

    private void assertIsFault() throws Exception {
        assertThat(given.get(10, TimeUnit.SECONDS).getStatus())
                .as("503 shortly after an outage")
                .isIn(500, 503);
    }

    static Stream<Throwable> thrown() {
        return Thrown.ofEachKind();
    }
}
