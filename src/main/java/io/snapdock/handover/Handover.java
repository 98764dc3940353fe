package io.snapdock.handover;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Access;
import io.snapdock.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The steps of a hand-over, each in its dock's turn, whichever way they are asked for. */
@ApplicationScoped
public class Handover {

    @Inject
    private Seals seals;

    @Inject
    private HandoverRows rows;

    @Inject
    private Docks docks;

    @Inject
    private DockTurns turns;

    /**
     * From now on no photo begins.
     *
     * @return done when none comes any more either
     * @throws ProblemException {@code dock-unavailable} for the dock of another form, and as {@link Seals#seal}
     */
    CompletionStage<HandoverRows.Step> seal(Dock dock, SealRequest asked) {
        if (asked.ref().isPresent() && !asked.ref().equals(dock.ref())) {
            throw Access.refused();
        }
        return seals.seal(dock.id(), asked);
    }

    /** @throws ProblemException as {@link HandoverRows#reopen} */
    Sealed reopen(Dock dock, ReopenRequest asked) {
        return inTurn(dock, () -> rows.reopen(dock.id(), asked.sealId()));
    }

    /** @throws ProblemException as {@link HandoverRows#claim} */
    HandoverRows.Step claim(Dock dock, ClaimRequest asked) {
        return inTurn(dock, () -> rows.claim(dock.id(), asked));
    }

    private <T> T inTurn(Dock dock, Supplier<T> step) {
        return turns.take(dock.id(), () -> {
            docks.keepTime(dock.id());
            return step.get();
        });
    }
}
