package io.snapdock.dock;

import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Opens, joins, closes and expires docks. Changes of an existing dock are to be called in its {@link DockTurns turn}.
 *
 * <p>Reads are transactions too, here and in the other beans with rows: outside of one, Payara keeps an entity manager for as long as a managed
 * thread lives, and gives it out again after it was closed (seen: "operation on a closed EntityManager").
 */
@ApplicationScoped
@Transactional
public class Docks {

    /** How long before its end a dock says so. */
    static final Duration CLOSING_NOTICE = Duration.ofMinutes(2);

    /** A desk has few phones; the bound keeps a leaked QR code from filling the table. */
    static final int MAX_PHONES = 20;

    @PersistenceContext(unitName = "snapdock")
    private EntityManager entities;

    @Inject
    private Settings.Docks settings;

    @Inject
    private Clock clock;

    @Inject
    private Event<PhoneJoined> joined;

    @Inject
    private Event<DockClosing> closing;

    @Inject
    private Event<DockClosed> closed;

    /** @throws ProblemException {@code too-many-docks} */
    Dock open(DockRequest request, Key ownerKey) {
        Instant now = clock.instant();
        long open = entities.createNamedQuery(Dock.COUNT_OPEN, Long.class)
                .setParameter("now", now.toEpochMilli())
                .getSingleResult();
        if (open >= settings.maxOpen()) {
            throw new ProblemException(DockProblem.TOO_MANY_DOCKS);
        }
        var dock = new Dock(request, ownerKey, now);
        entities.persist(dock);
        return dock;
    }

    /** An open dock; empty when it is unknown or has ended. */
    public Optional<Dock> find(String dockId) {
        return Optional.ofNullable(entities.find(Dock.class, dockId)).filter(dock -> dock.isOpen(clock.instant()));
    }

    /** A dock, open or ended, as long as it is kept. */
    Optional<Dock> known(String dockId) {
        return Optional.ofNullable(entities.find(Dock.class, dockId));
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
     * An open dock, locked until the transaction's end, so that counting and adding to it go together on several nodes too.
     *
     * @throws ProblemException {@code dock-unavailable}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Dock lock(String dockId) {
        return locked(dockId)
                .filter(dock -> dock.isOpen(clock.instant()))
                .orElseThrow(() -> new ProblemException(DockProblem.DOCK_UNAVAILABLE));
    }

    private Optional<Dock> locked(String dockId) {
        return entities.createNamedQuery(Dock.LOCKED, Dock.class)
                .setParameter("dock", dockId)
                .getResultStream()
                .findFirst();
    }

    public List<Phone> phones(String dockId) {
        return entities.createNamedQuery(Phone.OF_DOCK, Phone.class)
                .setParameter("dock", dockId)
                .getResultList();
    }

    /** @throws ProblemException {@code dock-unavailable}, {@code too-many-phones} */
    Phone join(String dockId, Optional<String> name, Key phoneKey) {
        Dock dock = lock(dockId);
        if (phones(dockId).size() >= MAX_PHONES) {
            throw new ProblemException(DockProblem.TOO_MANY_PHONES);
        }
        var phone = new Phone(dock.id(), name, phoneKey, clock.instant());
        entities.persist(phone);
        joined.fire(new PhoneJoined(dockId, PhoneView.of(phone, true)));
        return phone;
    }

    /** @throws ProblemException {@code dock-unavailable} */
    void close(String dockId) {
        lock(dockId).end(DockState.CLOSED, clock.instant());
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

    /** Docks that ended longer ago than they are kept, at most a hundred. */
    public List<String> longEnded() {
        return entities.createNamedQuery(Dock.LONG_ENDED, String.class)
                .setParameter("before", clock.instant().minus(settings.keep()).toEpochMilli())
                .setMaxResults(100)
                .getResultList();
    }

    /** Forgets a dock and its phones; what refers to them must be gone. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(String dockId) {
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
    void keepTime(String dockId) {
        Instant now = clock.instant();
        Dock dock = locked(dockId).orElse(null);
        if (dock == null || dock.state() != DockState.OPEN) {
            return;
        }
        if (!dock.isOpen(now)) {
            dock.end(DockState.EXPIRED, now);
            closed.fire(new DockClosed(dockId, DockState.EXPIRED));
        } else if (!dock.isClosingAnnounced() && !now.isBefore(dock.expiresAt().minus(CLOSING_NOTICE))) {
            dock.announceClosing();
            closing.fire(new DockClosing(dockId, dock.expiresAt()));
        }
    }
}
