package example.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the host's own unit. */
@Entity
@Table(name = "shop_sold")
public class Sold {
    @Id
    private String name;

    private long at;

    protected Sold() {}

    Sold(String name, long at) {
        this.name = name;
        this.at = at;
    }

    long at() {
        return at;
    }
}
