package io.snapdock.dock.phone;

import io.snapdock.dock.key.Ids;
import io.snapdock.dock.key.Key;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A device that joined a dock. */
@Entity
@Table(name = "snapdock_phone")
@NamedQuery(name = Phone.OF_DOCK, query = "select p from Phone p where p.dockId = :dock order by p.joinedMillis, p.id")
@NamedQuery(
        name = Phone.COUNTS,
        query = "select p.dockId, count(p) from Phone p where p.dockId in :docks group by p.dockId")
@NamedQuery(name = Phone.FORGET_DOCK, query = "delete from Phone p where p.dockId = :dock")
public class Phone {

    public static final String OF_DOCK = "Phone.ofDock";
    public static final String COUNTS = "Phone.counts";
    public static final String FORGET_DOCK = "Phone.forgetDock";

    /** Nothing has it as its hash. */
    private static final String REMOVED = "removed";

    @Id
    private String id;

    @Column(name = "dock_id")
    private String dockId;

    private String name;

    @Column(name = "key_hash")
    private String keyHash;

    @Column(name = "joined_millis")
    private long joinedMillis;

    /** For the persistence provider. */
    protected Phone() {}

    public Phone(String dockId, Optional<String> name, Key key, Instant now) {
        this.id = Ids.next();
        this.dockId = dockId;
        this.name = name.orElse(null);
        this.keyHash = key.hash();
        this.joinedMillis = now.toEpochMilli();
    }

    /** Leaves the row, which its photos refer to, without a key that anything could fit. */
    public void loseKey() {
        keyHash = REMOVED;
    }

    public boolean isRemoved() {
        return REMOVED.equals(keyHash);
    }

    public boolean isHeldWith(Key key) {
        return key.fits(keyHash);
    }

    public String id() {
        return id;
    }

    public String dockId() {
        return dockId;
    }

    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    public Instant joinedAt() {
        return Instant.ofEpochMilli(joinedMillis);
    }
}
