package io.snapdock.dock.session;

import io.snapdock.own.Own;
import io.snapdock.problem.ProblemException;
import io.snapdock.problem.RefusedInOutage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The sessions of docks: begun and ended by hosts, asked for at each call of a browser. */
@ApplicationScoped
@RefusedInOutage
@Transactional
public class Sessions {

    /** Far more than people at one form; pages that ask too often leave so many behind and no more. */
    private static final int MOST_OF_DOCK = 1_000;

    /** So long a token that ran out is known as one, and does not count as guessed. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    @Inject
    @Own
    private EntityManager entities;

    @Inject
    @Own
    private Clock clock;

    @Inject
    private Event<SessionsEnded> ended;

    /**
     * Begins a session. To be called in the dock's turn.
     *
     * @throws ProblemException {@code too-many-sessions}
     */
    public BegunSession begin(String dockId, SessionRequest request) {
        Instant now = clock.instant();
        entities.createNamedQuery(Session.FORGET_OLD)
                .setParameter("dock", dockId)
                .setParameter("before", now.minus(REMEMBERED).toEpochMilli())
                .executeUpdate();
        long open = entities.createNamedQuery(Session.COUNT, Long.class)
                .setParameter("dock", dockId)
                .setParameter("now", now.toEpochMilli())
                .getSingleResult();
        if (open >= MOST_OF_DOCK) {
            throw new ProblemException(SessionProblem.TOO_MANY_SESSIONS);
        }
        SessionToken token = SessionToken.random();
        var session = new Session(token, dockId, request, now);
        entities.persist(session);
        return new BegunSession(token.reveal(), session.expiresAt(), Right.words(session.rights()));
    }

    /** A session, over or not, as long as it is remembered. */
    public Optional<Session> known(SessionToken token) {
        return Optional.ofNullable(entities.find(Session.class, token.key().hash()));
    }

    /** Whether a session that was let in is none any more. */
    public boolean hasEnded(Session session) {
        Session known = entities.find(Session.class, session.key());
        return known == null || known.isOver(clock.instant());
    }

    /** @param user whose sessions end; empty for those of all */
    public void end(String dockId, Optional<String> user) {
        var query = user.map(
                        name -> entities.createNamedQuery(Session.END_OF_USER).setParameter("user", name))
                .orElseGet(() -> entities.createNamedQuery(Session.END));
        int count = query.setParameter("dock", dockId)
                .setParameter("now", clock.instant().toEpochMilli())
                .executeUpdate();
        if (count > 0) {
            ended.fire(new SessionsEnded(dockId));
        }
    }

    /** Moves the ends of all sessions, because the clock was set: each has as long as before. */
    public void move(Duration jump) {
        entities.createNamedQuery(Session.MOVE)
                .setParameter("millis", jump.toMillis())
                .setParameter("now", clock.instant().toEpochMilli())
                .executeUpdate();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void forgetDock(String dockId) {
        entities.createNamedQuery(Session.FORGET_DOCK)
                .setParameter("dock", dockId)
                .executeUpdate();
    }
}
