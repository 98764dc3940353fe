package io.snapdock.upload.pick;

import io.snapdock.dock.key.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A pick of one sender: the places that are kept for it, and which of its pictures have begun to come. */
@Entity
@Table(name = "snapdock_pick")
@NamedQuery(
        name = PickRow.FIND,
        query = "select p from PickRow p where p.dockId = :dock and p.sender = :sender and p.pick = :pick")
@NamedQuery(name = PickRow.OF_DOCK, query = "select p from PickRow p where p.dockId = :dock order by p.firstPlace")
@NamedQuery(name = PickRow.FORGET_DOCK, query = "delete from PickRow p where p.dockId = :dock")
public class PickRow {

    public static final String FIND = "PickRow.find";
    public static final String OF_DOCK = "PickRow.ofDock";
    public static final String FORGET_DOCK = "PickRow.forgetDock";

    @Id
    private String id;

    @Column(name = "dock_id")
    private String dockId;

    /** A phone's id, or nothing for the desktop. */
    private String sender;

    private String pick;

    @Column(name = "first_place")
    private long firstPlace;

    private int places;

    private Integer picked;

    /** The indexes that have begun, or that will not come, as bits in Base64. */
    private String begun;

    /** For the persistence provider. */
    protected PickRow() {}

    public PickRow(String dockId, Optional<String> phoneId, Pick pick, long firstPlace) {
        this.id = Ids.next();
        this.dockId = dockId;
        this.sender = senderOf(phoneId);
        this.pick = pick.id();
        this.firstPlace = firstPlace;
        this.places = pick.places();
        this.picked = pick.picked();
        this.begun = "";
    }

    public static String senderOf(Optional<String> phoneId) {
        return phoneId.orElse("");
    }

    public String id() {
        return id;
    }

    public long firstPlace() {
        return firstPlace;
    }

    public int places() {
        return places;
    }

    public boolean holds(int index) {
        return index < places;
    }

    public void moveTo(long place) {
        firstPlace = place;
    }

    /** @return whether it was waited for until now */
    public boolean begin(int index) {
        BitSet bits = begun();
        boolean isNew = holds(index) && !bits.get(index);
        bits.set(index);
        if (isNew) {
            begun = Base64.getEncoder().withoutPadding().encodeToString(bits.toByteArray());
        }
        return isNew;
    }

    private BitSet begun() {
        return BitSet.valueOf(Base64.getDecoder().decode(begun));
    }

    /** How many have not begun; empty when nobody said how many there are. */
    public OptionalInt waiting() {
        return picked == null ? OptionalInt.empty() : OptionalInt.of(picked - begun().cardinality());
    }

    public PickView view() {
        BitSet bits = begun();
        List<Integer> waiting = picked == null
                ? List.of()
                : IntStream.range(0, picked)
                        .filter(index -> !bits.get(index))
                        .boxed()
                        .toList();
        return new PickView(pick, sender.isEmpty() ? null : sender, picked, firstPlace, waiting);
    }
}
