package io.snapdock.webhook;

import io.snapdock.ground.ClockSet;
import io.snapdock.own.Own;
import io.snapdock.problem.RefusedInOutage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The messages as rows: which are due, and what became of them. */
@ApplicationScoped
@RefusedInOutage
@Transactional
public class Messages {

    /** So long an administrator finds a message, taken or not. Each is given up after a day. */
    private static final Duration KEPT = Duration.ofDays(7);

    @Inject
    @Own
    private EntityManager entities;

    @Inject
    @Own
    private Clock clock;

    @Inject
    private Event<MessageChanged> changed;

    /** Those of a host that are to be sent now or are on their way, one of a dock at most. */
    List<Message> due(String host, int most) {
        return entities.createNamedQuery(Message.DUE, Message.class)
                .setParameter("host", host)
                .setParameter("now", clock.instant().toEpochMilli())
                .setMaxResults(most)
                .getResultList();
    }

    void taken(String id) {
        find(id).ifPresent(message -> {
            message.taken();
            tell(id);
        });
    }

    void failed(String id, String why) {
        find(id).ifPresent(message -> {
            message.failed(why, clock.instant());
            tell(id);
        });
    }

    /** @return whether there is such a message */
    boolean again(String id) {
        Optional<Message> found = find(id);
        found.ifPresent(message -> {
            message.again(clock.instant());
            tell(id);
        });
        return found.isPresent();
    }

    /** @param state null for all */
    List<MessageView> list(MessageState state, int most) {
        return entities.createNamedQuery(Message.LIST, Message.class)
                .setParameter("states", state == null ? List.of(MessageState.values()) : List.of(state))
                .setMaxResults(most)
                .getResultStream()
                .map(Message::view)
                .toList();
    }

    /** Those of them that are kept. */
    public List<MessageView> views(Collection<String> ids) {
        return entities.createNamedQuery(Message.OF_IDS, Message.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(Message::view)
                .toList();
    }

    /** How many wait, and how many were given up. */
    public Map<MessageState, Long> untaken() {
        return entities.createNamedQuery(Message.COUNT_UNTAKEN, Object[].class)
                .getResultStream()
                .collect(Collectors.toMap(row -> (MessageState) row[0], row -> ((Number) row[1]).longValue()));
    }

    private void tell(String id) {
        changed.fire(new MessageChanged(id));
    }

    /** The clock was set: the next try comes as soon as it would have come. */
    void clockWasSet(@Observes ClockSet event) {
        entities.createNamedQuery(Message.MOVE)
                .setParameter("millis", event.by().toMillis())
                .executeUpdate();
    }

    void forgetOld() {
        entities.createNamedQuery(Message.FORGET)
                .setParameter("before", clock.instant().minus(KEPT).toEpochMilli())
                .executeUpdate();
    }

    private Optional<Message> find(String id) {
        return Optional.ofNullable(entities.find(Message.class, id));
    }
}
