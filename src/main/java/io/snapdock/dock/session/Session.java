package io.snapdock.dock.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** What a browser may do with one dock for a while, by the word of the host application. */
@Entity
@Table(name = "snapdock_session")
@NamedQuery(
        name = Session.COUNT,
        query = "select count(s) from Session s where s.dockId = :dock and s.expiresMillis > :now")
@NamedQuery(
        name = Session.END,
        query = "update Session s set s.expiresMillis = :now where s.dockId = :dock and s.expiresMillis > :now")
@NamedQuery(
        name = Session.END_OF_USER,
        query = "update Session s set s.expiresMillis = :now"
                + " where s.dockId = :dock and s.user = :user and s.expiresMillis > :now")
@NamedQuery(
        name = Session.FORGET_OLD,
        query = "delete from Session s where s.dockId = :dock and s.expiresMillis < :before")
@NamedQuery(name = Session.FORGET_DOCK, query = "delete from Session s where s.dockId = :dock")
@NamedQuery(
        name = Session.MOVE,
        query = "update Session s set s.expiresMillis = s.expiresMillis + :millis where s.expiresMillis > :now")
public class Session {

    static final String COUNT = "Session.count";
    static final String END = "Session.end";
    static final String END_OF_USER = "Session.endOfUser";
    static final String FORGET_OLD = "Session.forgetOld";
    static final String FORGET_DOCK = "Session.forgetDock";
    static final String MOVE = "Session.move";

    @Id
    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "dock_id")
    private String dockId;

    private String rights;

    @Column(name = "host_user")
    private String user;

    @Column(name = "expires_millis")
    private long expiresMillis;

    /** For the persistence provider. */
    protected Session() {}

    Session(SessionToken token, String dockId, SessionRequest request, Instant now) {
        this.tokenHash = token.key().hash();
        this.dockId = dockId;
        this.rights = request.rights().stream().map(Right::word).collect(Collectors.joining(","));
        this.user = request.user().orElse(null);
        this.expiresMillis = now.plus(request.ttl()).toEpochMilli();
    }

    String key() {
        return tokenHash;
    }

    public boolean isOf(String dock) {
        return dockId.equals(dock);
    }

    public boolean isOver(Instant now) {
        return now.toEpochMilli() >= expiresMillis;
    }

    public Set<Right> rights() {
        return Right.parse(rights);
    }

    public Instant expiresAt() {
        return Instant.ofEpochMilli(expiresMillis);
    }

    public Duration left(Instant now) {
        return Duration.between(now, expiresAt());
    }

    /** Names it where it is counted, without telling its token. */
    public String counted() {
        return "session/" + tokenHash;
    }
}
