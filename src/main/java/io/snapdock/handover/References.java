package io.snapdock.handover;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockRequest;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.dock.host.Ref;
import io.snapdock.dock.key.Key;
import io.snapdock.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Opens a dock for a reference, once. */
@ApplicationScoped
public class References {

    @Inject
    private Docks docks;

    @Inject
    private DockTurns turns;

    /** @param isNew false when the reference had a dock already */
    record Found(Dock dock, boolean isNew) {}

    /**
     * The dock of a reference, opened when there is none, or when the last one has ended.
     *
     * @throws ProblemException {@code too-many-docks}
     */
    Found openOrFind(Ref ref, DockRequest request) {
        docks.inUse(ref).ifPresent(dock -> turns.take(dock.id(), () -> docks.keepTime(dock.id())));
        // In one turn, so nobody fails by the index but those of other nodes.
        return turns.take("ref/" + ref.host() + "/" + ref.name(), () -> {
            Optional<Dock> known = docks.inUse(ref);
            return known.map(dock -> new Found(dock, false)).orElseGet(() -> open(ref, request));
        });
    }

    private Found open(Ref ref, DockRequest request) {
        try {
            return new Found(docks.open(request, Key.random(), Optional.of(ref.host()), Optional.of(ref.name())), true);
        } catch (ProblemException e) {
            throw e;
        } catch (Throwable e) {
            // The index lets one in: another node's may have come first, and its dock is the one.
            Optional<Dock> other = docks.inUse(ref);
            if (other.isEmpty()) {
                throw e;
            }
            return new Found(other.get(), false);
        }
    }
}
