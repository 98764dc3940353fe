package example.damages;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;

/** A photo in the host's own table. Its id is Snapdock's: a form that is submitted twice stores no photo twice. */
@Entity
public class DamagePhoto {

    @Id
    private String id;

    private String damage;

    private String name;

    @Lob
    @Basic(fetch = FetchType.LAZY)
    @Column(length = 50_000_000)
    private byte[] picture;

    protected DamagePhoto() {}

    DamagePhoto(String id, String damage, String name, byte[] picture) {
        this.id = id;
        this.damage = damage;
        this.name = name;
        this.picture = picture.clone();
    }

    /** For the tests: whose it is, its id, its name, and the sum of its bytes. */
    String line() {
        return damage + " " + id + " " + name + " " + Sums.sha256(picture);
    }
}
