package example.damages;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;

/** A photo in the application's own table. Its id is Snapdock's: a form that is submitted twice stores no photo twice. */
@Entity
public class DamagePhoto {

    @Id
    private String id;

    private String damage;
    private int place;
    private String name;
    private String type;

    @Lob
    @Column(length = 52_428_800)
    private byte[] picture;

    protected DamagePhoto() {}

    DamagePhoto(String id, String damage, int place, String name, String type, byte[] picture) {
        this.id = id;
        this.damage = damage;
        this.place = place;
        this.name = name;
        this.type = type;
        this.picture = picture.clone();
    }

    public String id() {
        return id;
    }

    public String damage() {
        return damage;
    }

    /** In its report; the first one has 0. */
    public int place() {
        return place;
    }

    public String name() {
        return name;
    }

    public String type() {
        return type;
    }

    public byte[] picture() {
        return picture.clone();
    }
}
