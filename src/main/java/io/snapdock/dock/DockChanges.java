package io.snapdock.dock;

import io.snapdock.own.Own;
import io.snapdock.problem.ProblemException;
import io.snapdock.problem.RefusedInOutage;
import io.snapdock.settings.Settings;
import io.snapdock.web.JsonBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What hosts and owners make of docks that are there: another end, another form, the steps of a hand-over. To be called in the dock's {@link DockTurns turn}. */
@ApplicationScoped
@RefusedInOutage
@Transactional
public class DockChanges {

    @Inject
    private Docks docks;

    @Inject
    private Settings.Docks settings;

    @Inject
    private Settings.Photos photoSettings;

    @Inject
    @Own
    private Clock clock;

    @Inject
    private Event<DockChanged> changed;

    @Inject
    private Event<DockClosed> closed;

    /**
     * Makes something of a dock another.
     *
     * @param isHost whether its host asks for it; its owner may move its end alone, as far as it was opened for, and never beyond the longest life
     * @throws ProblemException {@code dock-unavailable}, {@code api-key-wrong}, {@code json-out-of-bounds}
     */
    public DockView change(String dockId, DockChange change, boolean isHost) {
        Dock dock = docks.lock(dockId);
        Instant now = clock.instant();
        if (isHost) {
            dock.change(change, now);
        } else if (change.isOfTheEndAlone()) {
            change.expiresIn().ifPresent(ttl -> dock.expiresIn(expectOfOwner(ttl, dock, now), now));
        } else {
            throw new ProblemException(
                    DockProblem.API_KEY_WRONG,
                    "Only the end of the dock is its owner's to move. Everything else takes the API key.");
        }
        return tell(dock);
    }

    private Duration expectOfOwner(Duration ttl, Dock dock, Instant now) {
        Duration whole = Duration.between(now, dock.createdAt().plus(settings.maxTtl()));
        Duration most = dock.ownersTtl().compareTo(whole) < 0 ? dock.ownersTtl() : whole;
        if (ttl.compareTo(most) > 0) {
            throw JsonBody.outOfBounds("expiresIn", "at most " + most.truncatedTo(ChronoUnit.SECONDS) + " here");
        }
        return ttl;
    }

    /** No photo begins any more. The dock must be locked and open. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void seal(Dock dock) {
        dock.seal();
        tell(dock);
    }

    /** No photo comes any more into a sealed dock. It must be locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void settle(Dock dock) {
        dock.settle();
    }

    /** A sealed dock takes photos again. It must be locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void reopen(Dock dock) {
        dock.reopen();
        tell(dock);
    }

    /** The host has the photos. The dock must be locked, and sealed or ended. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void claim(Dock dock, String claimId) {
        dock.claim(claimId, clock.instant());
        tell(dock);
    }

    private DockView tell(Dock dock) {
        DockView view = DockView.of(dock, photoSettings.maxPixels(), clock.instant());
        changed.fire(new DockChanged(view));
        return view;
    }

    /**
     * The host needs nothing of a dock any more: everything of it goes soon, and nobody reaches it from now on.
     *
     * @throws ProblemException {@code dock-unavailable}
     */
    public void release(String dockId) {
        Dock dock = docks.locked(dockId);
        boolean isClaimed = dock.state() == DockState.CLAIMED;
        boolean isToldOf = !isClaimed && dock.state() != DockState.OPEN && dock.state() != DockState.SEALED;
        if (!isClaimed && !isToldOf) {
            dock.end(DockState.CLOSED, clock.instant());
        }
        dock.release();
        if (!isToldOf) {
            closed.fire(new DockClosed(dockId, dock.state()));
        }
    }
}
