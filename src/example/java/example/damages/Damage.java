package example.damages;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A report of a damage: a draft until it is sent. */
@Entity
public class Damage {

    static final int MAX_PLACE = 100;
    static final int MAX_DESCRIPTION = 4_000;

    @Id
    private String id;

    private String reporter;
    private String kind;

    @Column(length = MAX_PLACE)
    private String place;

    /** A browser counts a line's end once and sends two characters. */
    @Column(length = MAX_DESCRIPTION)
    private String description;

    private LocalDateTime begun;
    private LocalDateTime sent;

    @Transient
    private int photos;

    protected Damage() {}

    private Damage(String id, String reporter, LocalDateTime begun) {
        this.id = id;
        this.reporter = reporter;
        this.begun = begun;
    }

    static Damage begin(String id, String reporter) {
        return new Damage(id, reporter, LocalDateTime.now(ZoneId.systemDefault()));
    }

    /** What the person has written. */
    Damage filled(String kind, String place, String description) {
        this.kind = kind;
        this.place = place;
        this.description = description;
        return this;
    }

    void send() {
        sent = LocalDateTime.now(ZoneId.systemDefault());
    }

    /** Of a photo that is stored with it; the first one has 0. */
    int nextPlace() {
        return photos++;
    }

    public String id() {
        return id;
    }

    public String reporter() {
        return reporter;
    }

    public String kind() {
        return kind == null ? "" : kind;
    }

    public String place() {
        return place == null ? "" : place;
    }

    public String description() {
        return description == null ? "" : description;
    }

    public boolean isSent() {
        return sent != null;
    }

    /** Of the report, or of its draft. */
    public LocalDateTime day() {
        return isSent() ? sent : begun;
    }
}
