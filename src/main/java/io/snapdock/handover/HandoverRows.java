package io.snapdock.handover;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockChanges;
import io.snapdock.dock.DockState;
import io.snapdock.dock.Docks;
import io.snapdock.photo.Photos;
import io.snapdock.problem.ProblemException;
import io.snapdock.problem.RefusedInOutage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.OptionalLong;

/** The steps of a hand-over, each in a transaction that holds the dock's row. To be called in the dock's turn. */
@ApplicationScoped
@RefusedInOutage
@Transactional
public class HandoverRows {

    @Inject
    private Docks docks;

    @Inject
    private DockChanges changes;

    @Inject
    private Photos photos;

    /**
     * What a step comes to.
     *
     * @param isAsked whether the version is the one that was asked for
     */
    record Step(Sealed sealed, boolean isAsked) {}

    /**
     * From now on no photo begins, when the version is the one that was asked for. Those on their way may still come. A dock that has ended stays as it is.
     *
     * @param isLeftOver whether nobody waits any more for the seal that there may be: the server ended in the middle of it. It does not outlive a version that was not asked for
     * @throws ProblemException {@code dock-claimed}, {@code dock-unavailable}
     */
    Step seal(String dockId, SealRequest asked, boolean isLeftOver) {
        Dock dock = unclaimed(dockId);
        Step step = step(dock, asked.version());
        if (step.isAsked() && dock.state() == DockState.OPEN) {
            changes.seal(dock);
        } else if (!step.isAsked() && isLeftOver && dock.isSettling()) {
            changes.reopen(dock);
        }
        if (step.isAsked() && dock.state() == DockState.SEALED) {
            dock.sealedBy(asked.sealId());
        }
        return step(dock, asked.version());
    }

    /**
     * From now on no photo comes at all. When the version is another one by now, the dock is open again, if it was this call that had sealed it and no other has settled it since.
     * When somebody has opened it again meanwhile, it is not as was asked: photos may come.
     *
     * @param isOurs whether this call has sealed it
     * @throws ProblemException {@code dock-claimed}, {@code dock-unavailable}
     */
    Step settle(String dockId, OptionalLong version, boolean isOurs) {
        Dock dock = unclaimed(dockId);
        Step step = step(dock, version);
        if (dock.state() == DockState.OPEN) {
            return new Step(step.sealed(), false);
        }
        if (dock.state() == DockState.SEALED && !step.isAsked() && isOurs && dock.isSettling()) {
            changes.reopen(dock);
        } else if (dock.state() == DockState.SEALED && step.isAsked()) {
            changes.settle(dock);
        }
        return step(dock, version);
    }

    /**
     * Photos may come again.
     *
     * @param sealId of the seal that is taken back: another one's stays. Empty for whichever there is
     * @throws ProblemException {@code dock-claimed}, {@code dock-ended}, {@code dock-unavailable}
     */
    Sealed reopen(String dockId, Optional<String> sealId) {
        Dock dock = unclaimed(dockId);
        if (dock.state() == DockState.SEALED) {
            if (dock.isSealedBy(sealId)) {
                changes.reopen(dock);
            }
        } else if (dock.state() != DockState.OPEN) {
            throw new ProblemException(HandoverProblem.DOCK_ENDED);
        }
        return sealed(dock);
    }

    /**
     * Notes that the host has the photos.
     *
     * @throws ProblemException {@code dock-claimed}, {@code dock-not-sealed}, {@code dock-unavailable}
     */
    Step claim(String dockId, ClaimRequest claim) {
        Dock dock = docks.locked(dockId);
        if (dock.state() == DockState.CLAIMED) {
            expectSame(dock, claim.claimId());
            return step(dock, OptionalLong.empty());
        }
        if (dock.state() == DockState.OPEN || dock.isSettling()) {
            throw new ProblemException(HandoverProblem.DOCK_NOT_SEALED);
        }
        Step step = step(dock, claim.version());
        if (!step.isAsked()) {
            return step;
        }
        changes.claim(dock, claim.claimId());
        return step(dock, OptionalLong.empty());
    }

    private static void expectSame(Dock dock, String claimId) {
        if (dock.claimId().filter(claimId::equals).isEmpty()) {
            throw new ProblemException(HandoverProblem.DOCK_CLAIMED);
        }
    }

    private Dock unclaimed(String dockId) {
        Dock dock = docks.locked(dockId);
        if (dock.state() == DockState.CLAIMED) {
            throw new ProblemException(HandoverProblem.DOCK_CLAIMED);
        }
        return dock;
    }

    private Step step(Dock dock, OptionalLong version) {
        boolean isAsked = version.isEmpty() || version.getAsLong() == dock.version();
        return new Step(sealed(dock), isAsked);
    }

    private Sealed sealed(Dock dock) {
        return Sealed.of(dock, photos.views(dock.id()));
    }
}
