package io.snapdock.admin;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockPlace;
import io.snapdock.dock.DockState;
import io.snapdock.dock.phone.Phone;
import io.snapdock.live.Presence;
import io.snapdock.own.Own;
import io.snapdock.problem.RefusedInOutage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Docks with what they take, and the sums of all: read in few queries, however many docks there are. */
@ApplicationScoped
@RefusedInOutage
@Transactional
public class DockTable {

    private static final String PAGE = "select d from Dock d where d.state in :states"
            + " and (d.createdMillis < :created or d.createdMillis = :created and d.id > :dock)";
    private static final String SEARCHED =
            " and (lower(d.title) like :pattern or lower(d.ref) like :pattern or d.id = :search)";
    private static final String NEWEST_FIRST = " order by d.createdMillis desc, d.id";

    private static final String OF_IDS = "select d from Dock d where d.id in :docks";
    private static final String PHOTOS =
            "select p.dockId, count(p), sum(p.bytes) from Photo p where p.dockId in :docks group by p.dockId";
    private static final String UPLOADS = "select u.dockId, count(u) from Upload u where u.dockId in :docks"
            + " and u.state = io.snapdock.upload.UploadState.ARRIVING group by u.dockId";

    private static final String ALL_OPEN =
            "select count(d) from Dock d where d.state = io.snapdock.dock.DockState.OPEN and d.expiresMillis > :now";
    private static final String ALL_DOCKS = "select count(d) from Dock d";
    private static final String ALL_PHOTOS = "select count(p), sum(p.bytes) from Photo p";
    // Those of docks that have ended stay as rows until the dock goes.
    private static final String ALL_UPLOADS =
            "select count(u) from Upload u where u.state = io.snapdock.upload.UploadState.ARRIVING and u.dockId in"
                    + " (select d.id from Dock d where d.state = io.snapdock.dock.DockState.OPEN"
                    + " or d.state = io.snapdock.dock.DockState.SEALED)";

    @Inject
    @Own
    private EntityManager entities;

    @Inject
    private Presence presence;

    @Inject
    @Own
    private Clock clock;

    /** The sums over all docks. */
    record Sums(long openDocks, long docks, long uploads, long photos, long photoBytes) {}

    /** Docks from a place on, the newest first, ended ones too as long as they are kept. */
    DockRowPage page(DockFilter filter, DockPlace after, int most) {
        TypedQuery<Dock> query =
                entities.createQuery(PAGE + (filter.isSearch() ? SEARCHED : "") + NEWEST_FIRST, Dock.class);
        if (filter.isSearch()) {
            query.setParameter("pattern", filter.pattern()).setParameter("search", filter.search());
        }
        List<Dock> docks = query.setParameter("states", filter.states())
                .setParameter("created", after.createdMillis())
                .setParameter("dock", after.dockId())
                .setMaxResults(most)
                .getResultList();
        String next = docks.size() < most
                ? null
                : DockPlace.of(docks.get(docks.size() - 1)).toString();
        return new DockRowPage(rows(docks), next);
    }

    /** Those that are kept. */
    List<DockRow> rows(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : rows(entities.createQuery(OF_IDS, Dock.class)
                        .setParameter("docks", ids)
                        .getResultList());
    }

    private List<DockRow> rows(List<Dock> docks) {
        if (docks.isEmpty()) {
            return List.of();
        }
        List<String> ids = docks.stream().map(Dock::id).toList();
        Map<String, Object[]> phones = byDock(entities.createNamedQuery(Phone.COUNTS, Object[].class), ids);
        Map<String, Object[]> photos = byDock(entities.createQuery(PHOTOS, Object[].class), ids);
        Map<String, Object[]> uploads = byDock(entities.createQuery(UPLOADS, Object[].class), ids);
        Map<String, Integer> connected = presence.connected();
        return docks.stream()
                .map(dock -> new DockRow(
                        dock.id(),
                        dock.ref().orElse(null),
                        dock.title().orElse(null),
                        dock.host().orElse(null),
                        dock.state(),
                        dock.version(),
                        dock.createdAt(),
                        dock.expiresAt(),
                        number(phones, dock, 1),
                        connected.getOrDefault(dock.id(), 0),
                        number(photos, dock, 1),
                        number(photos, dock, 2),
                        isTaking(dock) ? number(uploads, dock, 1) : 0))
                .toList();
    }

    private static boolean isTaking(Dock dock) {
        return dock.state() == DockState.OPEN || dock.state() == DockState.SEALED;
    }

    private static Map<String, Object[]> byDock(TypedQuery<Object[]> query, List<String> ids) {
        return query.setParameter("docks", ids)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], Function.identity()));
    }

    private static long number(Map<String, Object[]> rows, Dock dock, int column) {
        Object[] row = rows.get(dock.id());
        return row == null ? 0 : number(row[column]);
    }

    /** Providers differ in what a sum is; of no rows it is null. */
    private static long number(Object value) {
        return value == null ? 0 : ((Number) value).longValue();
    }

    Sums sums() {
        Object[] photos = entities.createQuery(ALL_PHOTOS, Object[].class).getSingleResult();
        long open = entities.createQuery(ALL_OPEN, Long.class)
                .setParameter("now", clock.millis())
                .getSingleResult();
        return new Sums(open, count(ALL_DOCKS), count(ALL_UPLOADS), number(photos[0]), number(photos[1]));
    }

    private long count(String query) {
        return entities.createQuery(query, Long.class).getSingleResult();
    }
}
