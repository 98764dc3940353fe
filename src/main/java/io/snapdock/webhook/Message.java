package io.snapdock.webhook;

import io.snapdock.dock.key.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One message to a host application, and what became of it. */
@Entity
@Table(name = "snapdock_webhook")
@NamedQuery(
        name = Message.LAST_OF_DOCK,
        query = "select coalesce(max(m.position), 0) from Message m where m.dockId = :dock")
// The first of each dock that has not been taken: those after it wait.
@NamedQuery(
        name = Message.DUE,
        query =
                "select m from Message m where m.host = :host and m.state = io.snapdock.webhook.MessageState.WAITING and m.nextMillis <= :now"
                        + " and m.position = (select min(w.position) from Message w where w.dockId = m.dockId"
                        + " and w.state = io.snapdock.webhook.MessageState.WAITING)"
                        + " order by m.nextMillis, m.createdMillis, m.id")
@NamedQuery(
        name = Message.LIST,
        query = "select m from Message m where m.state in :states order by m.createdMillis desc, m.position desc, m.id")
@NamedQuery(name = Message.OF_IDS, query = "select m from Message m where m.id in :ids")
@NamedQuery(
        name = Message.COUNT_UNTAKEN,
        query =
                "select m.state, count(m) from Message m where m.state <> io.snapdock.webhook.MessageState.TAKEN group by m.state")
// One that still waits is for a host whose address was taken out of the settings.
@NamedQuery(name = Message.FORGET, query = "delete from Message m where m.createdMillis <= :before")
@NamedQuery(
        name = Message.MOVE,
        query =
                "update Message m set m.nextMillis = m.nextMillis + :millis, m.createdMillis = m.createdMillis + :millis")
public class Message {

    static final String LAST_OF_DOCK = "Message.lastOfDock";
    static final String DUE = "Message.due";
    static final String LIST = "Message.list";
    static final String OF_IDS = "Message.ofIds";
    static final String COUNT_UNTAKEN = "Message.countUntaken";
    static final String FORGET = "Message.forget";
    static final String MOVE = "Message.move";

    /** The pauses after the first, second, … try that failed; after the last one it is given up. Together almost a day. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(8));

    /** One that has waited so long behind others is tried once. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final int MOST_FAILURE_CHARS = 200;

    @Id
    private String id;

    @Column(name = "dock_id")
    private String dockId;

    /** In its dock, from 1. */
    private long position;

    private String host;

    private String type;

    private String body;

    @Enumerated(EnumType.STRING)
    private MessageState state;

    @Column(name = "created_millis")
    private long createdMillis;

    @Column(name = "next_millis")
    private long nextMillis;

    private int tries;

    private String failure;

    /** For the persistence provider. */
    protected Message() {}

    Message(String id, String dockId, long position, String host, String type, String body, Instant now) {
        this.id = id;
        this.dockId = dockId;
        this.position = position;
        this.host = host;
        this.type = type;
        this.body = body;
        this.state = MessageState.WAITING;
        this.createdMillis = now.toEpochMilli();
        this.nextMillis = createdMillis;
    }

    /** An id for what may happen again. */
    static String newId() {
        return "msg_" + Ids.next();
    }

    /** The id of what happens to a photo once, and is heard of again when nobody knows whether its transaction was committed. */
    static String idOf(String type, String photoId) {
        return "msg_" + type.charAt(type.indexOf('.') + 1) + photoId;
    }

    void taken() {
        tries++;
        state = MessageState.TAKEN;
        failure = null;
    }

    /** @param why for the administrator: a status, or why there was no answer */
    void failed(String why, Instant now) {
        tries++;
        failure = why.substring(0, Math.min(why.length(), MOST_FAILURE_CHARS));
        if (tries > PAUSES.size() || now.toEpochMilli() - createdMillis > LONGEST.toMillis()) {
            state = MessageState.GIVEN_UP;
        } else {
            nextMillis = now.plus(PAUSES.get(tries - 1)).toEpochMilli();
        }
    }

    /** It is tried again from the beginning, whatever became of it. */
    void again(Instant now) {
        state = MessageState.WAITING;
        tries = 0;
        nextMillis = now.toEpochMilli();
    }

    public String id() {
        return id;
    }

    public String host() {
        return host;
    }

    public String body() {
        return body;
    }

    MessageView view() {
        return new MessageView(
                id,
                dockId,
                position,
                host,
                type,
                state,
                Instant.ofEpochMilli(createdMillis),
                tries,
                Optional.ofNullable(failure).orElse(null),
                state == MessageState.WAITING ? Instant.ofEpochMilli(nextMillis) : null);
    }
}
