package io.snapdock.transfer;

import io.snapdock.problem.ProblemMapper;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Answers requests that wait for their answer. Nobody else ends such a request: one whose work threw would wait until its sender gives up. So whatever is
 * thrown becomes an answer, errors and checked exceptions too. WildFly's transactions throw the latter when a commit fails, and no method declares them.
 */
public final class Answers {

    private Answers() {}

    /** With what the work makes, or with the problem of what it throws. Not at all when it makes nothing: then it answers by itself. */
    public static void give(AsyncResponse answer, Callable<Response> work) {
        Response response;
        try {
            response = work.call();
        } catch (Throwable e) {
            response = problem(e);
        }
        if (response != null) {
            answer.resume(response);
        }
    }

    /** The same on another thread. When that takes no more work, the sender is told at once. */
    public static void give(AsyncResponse answer, Executor executor, Callable<Response> work) {
        try {
            executor.execute(() -> give(answer, work));
        } catch (Throwable e) {
            answer.resume(problem(e));
        }
    }

    /** On another thread, with what comes of the stage that the work begins. The work does not throw. */
    public static void giveLater(AsyncResponse answer, Executor executor, Supplier<CompletionStage<Response>> work) {
        try {
            executor.execute(() -> give(answer, work.get()));
        } catch (Throwable e) {
            answer.resume(problem(e));
        }
    }

    /** With what a stage comes to, or with the problem of its failure. Not at all when it comes to nothing: then the work answers by itself. */
    public static void give(AsyncResponse answer, CompletionStage<Response> stage) {
        stage.exceptionally(Answers::problem).thenAccept(response -> {
            if (response != null) {
                answer.resume(response);
            }
        });
    }

    /** What an answer is when its work failed. */
    public static Response problem(Throwable thrown) {
        boolean wrapped = thrown instanceof CompletionException && thrown.getCause() != null;
        // By a response and not by the exception, for which RESTEasy would log a stack trace.
        return new ProblemMapper().toResponse(wrapped ? thrown.getCause() : thrown);
    }
}
