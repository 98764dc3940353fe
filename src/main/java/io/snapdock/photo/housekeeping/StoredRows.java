package io.snapdock.photo.housekeeping;

import io.snapdock.own.Own;
import io.snapdock.problem.RefusedInOutage;
import io.snapdock.upload.UploadState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the rows say of files, for many at a time: a start with ten thousand photos takes a few queries. */
@ApplicationScoped
@RefusedInOutage
@Transactional
public class StoredRows {

    /** Ids in one query, at most. */
    static final int AT_ONCE = 500;

    @Inject
    @Own
    private EntityManager entities;

    /**
     * What a dock's folder should hold.
     *
     * @param photos ids and lengths in bytes
     * @param uploads ids and states
     */
    record OfDock(Map<String, Long> photos, Map<String, UploadState> uploads) {}

    /** The ids of all docks that are known, open or not. */
    Set<String> docks() {
        return new HashSet<>(
                entities.createQuery("select d.id from Dock d", String.class).getResultList());
    }

    /** @param dockIds at most {@link #AT_ONCE} */
    Map<String, OfDock> ofDocks(Collection<String> dockIds) {
        Map<String, OfDock> byDock = new HashMap<>();
        dockIds.forEach(id -> byDock.put(id, new OfDock(new HashMap<>(), new HashMap<>())));
        entities.createQuery("select p.dockId, p.id, p.bytes from Photo p where p.dockId in :docks", Object[].class)
                .setParameter("docks", dockIds)
                .getResultList()
                .forEach(row -> byDock.get((String) row[0]).photos().put((String) row[1], (Long) row[2]));
        entities.createQuery("select u.dockId, u.id, u.state from Upload u where u.dockId in :docks", Object[].class)
                .setParameter("docks", dockIds)
                .getResultList()
                .forEach(row -> byDock.get((String) row[0]).uploads().put((String) row[1], (UploadState) row[2]));
        return byDock;
    }

    Map<String, UploadState> uploads(Collection<String> ids) {
        Map<String, UploadState> states = new HashMap<>();
        for (List<String> some : inParts(ids)) {
            entities.createQuery("select u.id, u.state from Upload u where u.id in :ids", Object[].class)
                    .setParameter("ids", some)
                    .getResultList()
                    .forEach(row -> states.put((String) row[0], (UploadState) row[1]));
        }
        return states;
    }

    /** The ids of uploads that were not finished. */
    List<String> arriving() {
        return entities.createQuery("select u.id from Upload u where u.state = :state", String.class)
                .setParameter("state", UploadState.ARRIVING)
                .getResultList();
    }

    /** Which of these are docks or photos. */
    Set<String> known(Collection<String> ids) {
        Set<String> known = new HashSet<>();
        for (List<String> some : inParts(ids)) {
            for (String entity : List.of("Dock", "Photo")) {
                known.addAll(entities.createQuery("select e.id from " + entity + " e where e.id in :ids", String.class)
                        .setParameter("ids", some)
                        .getResultList());
            }
        }
        return known;
    }

    static List<List<String>> inParts(Collection<String> ids) {
        List<String> all = new ArrayList<>(ids);
        List<List<String>> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            parts.add(all.subList(i, Math.min(all.size(), i + AT_ONCE)));
        }
        return parts;
    }
}
