package example.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** What the host has of types that Snapdock has too, without a qualifier, and a persistence context without a name. */
@ApplicationScoped
public class Beans {
    @PersistenceContext
    private EntityManager entities;

    @Produces
    EntityManager entities() {
        return entities;
    }

    @Produces
    Clock clock() {
        return Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    }
}
