package io.snapdock.gate;

import io.snapdock.problem.ProblemException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** One photo's way through the gate: who observes at once is asked first, then who observes elsewhere, then what they wait for. */
final class GateRound {

    private static final Logger LOG = System.getLogger(GateRound.class.getName());

    private final PhotoCheck event;
    private final CompletableFuture<Void> answer = new CompletableFuture<>();

    private GateRound(PhotoCheck event) {
        this.event = event;
    }

    /**
     * Asks.
     *
     * @param now tells the observers of this thread
     * @param elsewhere tells the asynchronous ones; the stage ends when they have all returned
     * @param limit is given what ends the round as failed; called only when there is something to wait for
     * @return completes when the photo may pass, exceptionally with a {@link ProblemException} when not
     */
    static CompletionStage<Void> ask(
            PhotoCheck event,
            Consumer<PhotoCheck> now,
            Function<PhotoCheck, CompletionStage<?>> elsewhere,
            Consumer<Runnable> limit) {
        GateRound round = new GateRound(event);
        try {
            now.accept(event);
            if (event.refusal().isPresent()) {
                round.end(null);
            } else {
                round.waitFor(elsewhere.apply(event));
                if (!round.answer.isDone()) {
                    limit.accept(() -> round.end(new IllegalStateException("The checks took too long")));
                }
            }
        } catch (Throwable e) {
            round.end(e);
        }
        return round.answer;
    }

    private void waitFor(CompletionStage<?> observers) {
        observers.whenComplete((done, failure) -> {
            if (failure == null) {
                waitForChecks();
            } else {
                end(failure);
            }
        });
    }

    /** A check may name another one while it runs. */
    private void waitForChecks() {
        int named = event.checks();
        event.allChecks().whenComplete((done, failure) -> {
            if (failure == null && event.refusal().isEmpty() && event.checks() > named) {
                waitForChecks();
            } else {
                end(failure);
            }
        });
    }

    /** A refusal counts even when another check has failed: asking again would not help. */
    private void end(Throwable failure) {
        event.close();
        Optional<String> refusal = event.refusal();
        if (refusal.isPresent()) {
            answer.completeExceptionally(new ProblemException(GateProblem.PHOTO_REFUSED, refusal.get()));
        } else if (failure == null) {
            answer.complete(null);
        } else if (answer.completeExceptionally(new ProblemException(
                GateProblem.PHOTO_CHECK_FAILED, GateProblem.PHOTO_CHECK_FAILED.title(), failure))) {
            LOG.log(Level.WARNING, "Upload " + event.uploadId() + " could not be checked", failure);
        }
    }
}
