package io.snapdock.upload;

import io.snapdock.dock.Dock;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Access;
import io.snapdock.own.Own;
import io.snapdock.problem.RefusedInOutage;
import io.snapdock.upload.pick.Block;
import io.snapdock.upload.pick.Pick;
import io.snapdock.upload.pick.PickChanged;
import io.snapdock.upload.pick.PickRow;
import io.snapdock.upload.pick.PickView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Where the pictures of a dock lie. What begins comes after all others; the first one of a pick takes the places of the whole
 * pick, so the others find theirs whenever they come. To be called while the dock is {@linkplain io.snapdock.dock.Docks#lock locked}.
 */
@ApplicationScoped
@RefusedInOutage
@Transactional(Transactional.TxType.MANDATORY)
public class Places {

    @Inject
    @Own
    private EntityManager entities;

    @Inject
    private Docks docks;

    @Inject
    private UploadRows rows;

    @Inject
    private Event<PickChanged> changed;

    /**
     * @param waiting how many of its pick have not begun; empty when nobody said how many were picked
     */
    record Taken(long place, OptionalInt waiting) {}

    /** Gives a place to a picture that begins to come. */
    Taken take(Dock dock, Optional<String> phoneId, Optional<Pick> pick) {
        if (pick.isEmpty()) {
            return new Taken(dock.takePlaces(1), OptionalInt.empty());
        }
        int index = pick.get().index();
        PickRow row = find(dock.id(), phoneId, pick.get().id()).orElseGet(() -> begin(dock, phoneId, pick.get()));
        row.begin(index);
        // What the first one said counts; who says more later has no place kept.
        return new Taken(row.holds(index) ? row.firstPlace() + index : dock.takePlaces(1), row.waiting());
    }

    /**
     * Keeps no place any more for a picture that will not come, which its sender has removed or cannot send. Nothing happens when it has begun.
     *
     * @throws io.snapdock.problem.ProblemException {@code dock-unavailable}
     */
    @Transactional
    void leaveOut(Access.Member sender, String pick, int index) {
        String dockId = sender.dock().id();
        docks.lock(dockId);
        find(dockId, sender.phoneId(), pick)
                .filter(row -> row.begin(index))
                .ifPresent(row -> changed.fire(new PickChanged(dockId, row.view())));
    }

    private PickRow begin(Dock dock, Optional<String> phoneId, Pick pick) {
        var row = new PickRow(dock.id(), phoneId, pick, dock.takePlaces(pick.places()));
        entities.persist(row);
        return row;
    }

    private Optional<PickRow> find(String dockId, Optional<String> phoneId, String pick) {
        return entities.createNamedQuery(PickRow.FIND, PickRow.class)
                .setParameter("dock", dockId)
                .setParameter("sender", PickRow.senderOf(phoneId))
                .setParameter("pick", pick)
                .getResultStream()
                .findFirst();
    }

    private List<PickRow> rows(String dockId) {
        return entities.createNamedQuery(PickRow.OF_DOCK, PickRow.class)
                .setParameter("dock", dockId)
                .getResultList();
    }

    /** The places that are kept in a dock. */
    public List<Block> kept(String dockId) {
        List<Block> picks = rows(dockId).stream()
                .map(row -> new Block(row.id(), row.firstPlace(), row.places()))
                .toList();
        Stream<Block> single = rows.arriving(dockId).stream()
                .filter(upload -> picks.stream().noneMatch(pick -> pick.holds(upload.place())))
                .map(upload -> new Block(upload.id(), upload.place(), 1));
        return Stream.concat(picks.stream(), single).toList();
    }

    /**
     * Moves what is kept.
     *
     * @param moved the new first place of each block of {@link #kept}, by its id
     * @return the new places of the uploads that are on their way, by their ids
     */
    public Map<String, Long> move(String dockId, Map<String, Long> moved) {
        List<Block> before = kept(dockId);
        Map<String, Long> places = new HashMap<>();
        for (Upload upload : rows.arriving(dockId)) {
            Block block = before.stream()
                    .filter(one -> one.holds(upload.place()))
                    .findFirst()
                    .orElseThrow();
            long place = moved.get(block.id()) + upload.place() - block.first();
            upload.moveTo(place);
            places.put(upload.id(), place);
        }
        rows(dockId).forEach(row -> row.moveTo(moved.get(row.id())));
        return places;
    }

    /** The picks of a dock of which something is still at its sender. */
    @Transactional
    public List<PickView> waiting(String dockId) {
        return rows(dockId).stream()
                .map(PickRow::view)
                .filter(pick -> !pick.waiting().isEmpty())
                .toList();
    }

    void forgetDock(String dockId) {
        entities.createNamedQuery(PickRow.FORGET_DOCK)
                .setParameter("dock", dockId)
                .executeUpdate();
    }
}
