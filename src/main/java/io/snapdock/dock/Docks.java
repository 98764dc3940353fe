package io.snapdock.dock;

import io.snapdock.dock.host.Ref;
import io.snapdock.dock.key.Key;
import io.snapdock.dock.phone.Phone;
import io.snapdock.dock.phone.PhoneJoined;
import io.snapdock.dock.phone.PhoneRemoved;
import io.snapdock.dock.phone.PhoneView;
import io.snapdock.dock.phone.Whereabouts;
import io.snapdock.dock.session.Sessions;
import io.snapdock.dock.spi.Traces;
import io.snapdock.own.Own;
import io.snapdock.problem.ProblemException;
import io.snapdock.problem.RefusedInOutage;
import io.snapdock.settings.CreatePolicy;
import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Opens, joins, closes and expires docks. Changes of an existing dock are to be called in its {@link DockTurns turn}.
 *
 * <p>Reads are transactions too, here and in the other beans with rows: outside of one, Payara keeps an entity manager for as long as a managed
 * thread lives, and gives it out again after it was closed (seen: "operation on a closed EntityManager").
 */
@ApplicationScoped
@RefusedInOutage
@Transactional
public class Docks {

    /** How long before its end a dock says so. */
    static final Duration CLOSING_NOTICE = Duration.ofMinutes(2);

    /** A desk has few phones; the bound keeps a leaked QR code from filling the table. */
    static final int MAX_PHONES = 20;

    /** So long at most a dock stays after its end that no host can take over: photos of strangers shall not lie about. */
    private static final Duration KEEP_UNREACHABLE = Duration.ofMinutes(10);

    /** A phone that has just joined is on its way to open its page. */
    private static final Duration TO_OPEN_ITS_PAGE = Duration.ofSeconds(15);

    @Inject
    @Own
    private EntityManager entities;

    @Inject
    private Settings.Docks settings;

    @Inject
    @Own
    private Clock clock;

    @Inject
    private Desktops desktops;

    @Inject
    private Whereabouts whereabouts;

    @Inject
    private Traces traces;

    @Inject
    private Sessions sessions;

    @Inject
    private Event<PhoneJoined> joined;

    @Inject
    private Event<PhoneRemoved> phoneRemoved;

    @Inject
    private Event<DockOpened> opened;

    @Inject
    private Event<DockClosing> closing;

    @Inject
    private Event<DockClosed> closed;

    /**
     * Opens a dock.
     *
     * @param host the host application whose dock it will be; empty when a person opens it
     * @param ref the host's own name for it
     * @throws ProblemException {@code too-many-docks}
     */
    public Dock open(DockRequest request, Key ownerKey, Optional<String> host, Optional<String> ref) {
        Instant now = clock.instant();
        expectRoom(host, now);
        var dock = new Dock(request, ownerKey, host, ref, now);
        entities.persist(dock);
        opened.fire(new DockOpened(dock.id()));
        return dock;
    }

    /** Forms are filled in over weeks: each host has a room of its own, and takes none of the persons'. */
    private void expectRoom(Optional<String> host, Instant now) {
        TypedQuery<Long> query = host.map(name -> entities.createNamedQuery(Dock.COUNT_OPEN_OF_HOST, Long.class)
                        .setParameter("host", name))
                .orElseGet(() -> entities.createNamedQuery(Dock.COUNT_OPEN, Long.class));
        long open = query.setParameter("now", now.toEpochMilli()).getSingleResult();
        if (host.isPresent() && open >= settings.maxOpenPerHost()) {
            throw new ProblemException(
                    DockProblem.TOO_MANY_DOCKS,
                    "This host application has " + open
                            + " docks open, as many as snapdock.dock.max-open-per-host allows. Release those that it needs no more.");
        }
        if (host.isEmpty() && open >= settings.maxOpen()) {
            throw new ProblemException(DockProblem.TOO_MANY_DOCKS);
        }
    }

    /** A dock that its keys open; empty when it is unknown or has ended. */
    public Optional<Dock> find(String dockId) {
        return Optional.ofNullable(entities.find(Dock.class, dockId)).filter(dock -> dock.isLive(clock.instant()));
    }

    /** A dock, open or ended, as long as it is kept. */
    public Optional<Dock> known(String dockId) {
        return Optional.ofNullable(entities.find(Dock.class, dockId));
    }

    /** The dock that a reference names, as long as it is in use. */
    public Optional<Dock> inUse(Ref ref) {
        return first(Dock.IN_USE, ref);
    }

    /** The newest dock that has or had a reference, in use or not, as long as it is kept. */
    public Optional<Dock> ofRef(Ref ref) {
        return first(Dock.OF_REF, ref);
    }

    private Optional<Dock> first(String query, Ref ref) {
        return entities.createNamedQuery(query, Dock.class)
                .setParameter("host", ref.host())
                .setParameter("ref", ref.name())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /**
     * Docks of a host from a place on, the newest first, ended ones too as long as they are kept.
     *
     * @param prefix of their references; without one, those that have none too
     */
    public List<Dock> ofHost(String host, String prefix, DockPlace after, int most) {
        List<Dock> fitting = new ArrayList<>();
        List<Dock> some;
        DockPlace place = after;
        do {
            some = ofHostLike(host, prefix, place, most);
            some.stream()
                    .filter(dock -> dock.ref().orElse("").startsWith(prefix))
                    .limit((long) most - fitting.size())
                    .forEach(fitting::add);
            place = some.isEmpty() ? place : DockPlace.of(some.get(some.size() - 1));
        } while (fitting.size() < most && some.size() == most);
        return fitting;
    }

    private List<Dock> ofHostLike(String host, String prefix, DockPlace after, int most) {
        TypedQuery<Dock> query =
                entities.createNamedQuery(prefix.isEmpty() ? Dock.OF_HOST : Dock.OF_HOST_BY_PREFIX, Dock.class);
        if (!prefix.isEmpty()) {
            query.setParameter("prefix", prefix + "%");
        }
        return query.setParameter("host", host)
                .setParameter("created", after.createdMillis())
                .setParameter("dock", after.dockId())
                .setMaxResults(most)
                .getResultList();
    }

    /** The newest open dock of a member of the host app. */
    public Optional<Dock> ofMember(String memberId, String identifier) {
        return entities.createNamedQuery(Dock.OF_MEMBER, Dock.class)
                .setParameter("member", memberId)
                .setParameter("identifier", identifier)
                .setParameter("now", clock.instant().toEpochMilli())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /**
     * A dock that its keys open, locked until the transaction's end, so that counting and adding to it go together on several nodes too.
     *
     * @throws ProblemException {@code dock-unavailable}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Dock lock(String dockId) {
        return row(dockId)
                .filter(dock -> dock.isLive(clock.instant()))
                .orElseThrow(() -> new ProblemException(DockProblem.DOCK_UNAVAILABLE));
    }

    /**
     * A dock that its host has not released, open or ended, locked until the transaction's end.
     *
     * @throws ProblemException {@code dock-unavailable}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Dock locked(String dockId) {
        return row(dockId)
                .filter(dock -> !dock.isReleased())
                .orElseThrow(() -> new ProblemException(DockProblem.DOCK_UNAVAILABLE));
    }

    private Optional<Dock> row(String dockId) {
        return entities.createNamedQuery(Dock.LOCKED, Dock.class)
                .setParameter("dock", dockId)
                .getResultStream()
                .findFirst();
    }

    /** Those that have a key, in the order in which they joined. */
    public List<Phone> phones(String dockId) {
        return entities.createNamedQuery(Phone.OF_DOCK, Phone.class)
                .setParameter("dock", dockId)
                .getResultStream()
                .filter(phone -> !phone.isRemoved())
                .toList();
    }

    /**
     * Lets a phone in. A full dock makes room for it, when one of its phones has neither its page open nor sent anything: those that never came go first. So a
     * crowd that only joins locks nobody out.
     *
     * @throws ProblemException {@code dock-unavailable}, {@code dock-sealed}, {@code too-many-phones}
     */
    public Phone join(String dockId, Optional<String> name, Key phoneKey) {
        Dock dock = lock(dockId);
        dock.expectUnsealed();
        List<Phone> phones = phones(dockId);
        if (phones.size() >= MAX_PHONES) {
            remove(phones.stream()
                    .filter(this::canGo)
                    .min(Comparator.comparing(this::openness).thenComparing(Phone::joinedAt))
                    .orElseThrow(() -> new ProblemException(DockProblem.TOO_MANY_PHONES)));
        }
        var phone = new Phone(dock.id(), name, phoneKey, clock.instant());
        entities.persist(phone);
        joined.fire(new PhoneJoined(dockId, PhoneView.of(phone, true)));
        return phone;
    }

    private boolean canGo(Phone phone) {
        return openness(phone) != Whereabouts.Openness.HERE
                && phone.joinedAt().isBefore(clock.instant().minus(TO_OPEN_ITS_PAGE))
                && !traces.hasSent(phone.dockId(), phone.id());
    }

    private Whereabouts.Openness openness(Phone phone) {
        return whereabouts.of(phone.dockId(), phone.id());
    }

    /** @throws ProblemException {@code dock-unavailable}, {@code phone-unknown} */
    public void removePhone(String dockId, String phoneId) {
        lock(dockId);
        remove(phones(dockId).stream()
                .filter(phone -> phone.id().equals(phoneId))
                .findFirst()
                .orElseThrow(() -> new ProblemException(DockProblem.PHONE_UNKNOWN)));
    }

    private void remove(Phone phone) {
        if (traces.hasSent(phone.dockId(), phone.id())) {
            phone.loseKey();
        } else {
            entities.remove(phone);
        }
        phoneRemoved.fire(new PhoneRemoved(phone.dockId(), phone.id()));
    }

    /** @throws ProblemException {@code dock-unavailable}, {@code dock-sealed} when its photos were taken over */
    public void close(String dockId) {
        Dock dock = lock(dockId);
        if (dock.state() == DockState.CLAIMED) {
            throw new ProblemException(DockProblem.DOCK_SEALED);
        }
        dock.end(DockState.CLOSED, clock.instant());
        closed.fire(new DockClosed(dockId, DockState.CLOSED));
    }

    /** The docks for which {@link #keepTime} has something to do. */
    List<String> due() {
        Instant now = clock.instant();
        return entities.createNamedQuery(Dock.DUE, String.class)
                .setParameter("now", now.toEpochMilli())
                .setParameter("soon", now.plus(CLOSING_NOTICE).toEpochMilli())
                .getResultList();
    }

    /** Open docks that nobody has joined and that are old enough to ask whether anybody still wants them. */
    List<String> unjoined() {
        return settings.create() != CreatePolicy.OPEN
                ? List.of()
                : entities.createNamedQuery(Dock.UNJOINED, String.class)
                        .setParameter(
                                "before",
                                clock.instant().minus(settings.unjoined()).toEpochMilli())
                        .getResultList();
    }

    /** Ends a dock that nobody has joined or used and whose desktop has gone, unless a host application opened it for a member, who may look at it by other ways. */
    void endUnused(String dockId) {
        Dock dock = row(dockId).orElse(null);
        boolean isUnused = dock != null
                && dock.isOpen(clock.instant())
                && dock.memberId().isEmpty()
                && desktops.isGone(dockId, settings.unjoined())
                && phones(dockId).isEmpty()
                && !traces.isUsed(dockId);
        if (isUnused) {
            dock.end(DockState.EXPIRED, clock.instant());
            closed.fire(new DockClosed(dockId, DockState.EXPIRED));
        }
    }

    public List<DockSummary> summaries(List<Dock> docks) {
        Map<String, Long> phones = docks.isEmpty()
                ? Map.of()
                : entities.createNamedQuery(Phone.COUNTS, Object[].class)
                        .setParameter("docks", docks.stream().map(Dock::id).toList())
                        .getResultStream()
                        .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).longValue()));
        return docks.stream()
                .map(dock -> new DockSummary(
                        dock.id(),
                        dock.ref().orElse(null),
                        dock.title().orElse(null),
                        dock.state(),
                        dock.version(),
                        dock.createdAt(),
                        dock.expiresAt(),
                        phones.getOrDefault(dock.id(), 0L)))
                .toList();
    }

    /** Moves the times of all docks, because the clock was set: open ones have as long as before, and photos of ended ones stay as long. */
    void move(Duration jump) {
        entities.createNamedQuery(Dock.MOVE)
                .setParameter("millis", jump.toMillis())
                .executeUpdate();
        sessions.move(jump);
    }

    /** Docks that are kept no longer, at most a hundred: nobody took them over for too long, or their host has them, or nobody can reach them. */
    public List<String> longEnded() {
        Instant now = clock.instant();
        Duration unreachable = settings.keep().compareTo(KEEP_UNREACHABLE) < 0 ? settings.keep() : KEEP_UNREACHABLE;
        return entities.createNamedQuery(Dock.LONG_ENDED, String.class)
                .setParameter("before", now.minus(settings.keep()).toEpochMilli())
                .setParameter("claimedBefore", now.minus(settings.keepClaimed()).toEpochMilli())
                .setParameter("unreachableBefore", now.minus(unreachable).toEpochMilli())
                .setMaxResults(100)
                .getResultList();
    }

    /** Forgets a dock and its phones; what refers to them must be gone. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(String dockId) {
        known(dockId).filter(Dock::isEndUntold).ifPresent(dock -> closed.fire(new DockClosed(dockId, dock.state())));
        sessions.forgetDock(dockId);
        // Statements and not removals, which a provider sends in an order of its own.
        entities.createNamedQuery(Phone.FORGET_DOCK)
                .setParameter("dock", dockId)
                .executeUpdate();
        entities.createNamedQuery(Dock.FORGET).setParameter("dock", dockId).executeUpdate();
    }

    /** Whether the dock is known, open or not. */
    public boolean isKnown(String dockId) {
        return entities.find(Dock.class, dockId) != null;
    }

    /** Announces the end of a dock, or ends it, when it is time. */
    public void keepTime(String dockId) {
        Instant now = clock.instant();
        Dock dock = row(dockId).orElse(null);
        if (dock == null || (dock.state() != DockState.OPEN && dock.state() != DockState.SEALED)) {
            return;
        }
        if (!dock.isLive(now)) {
            dock.end(DockState.EXPIRED, now);
            closed.fire(new DockClosed(dockId, DockState.EXPIRED));
        } else if (!dock.isClosingAnnounced() && !now.isBefore(dock.expiresAt().minus(CLOSING_NOTICE))) {
            dock.announceClosing();
            closing.fire(new DockClosing(dockId, dock.expiresAt()));
        }
    }
}
