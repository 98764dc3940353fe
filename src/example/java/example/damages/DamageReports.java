package example.damages;

import io.snapdock.host.Dock;
import io.snapdock.host.SealedPhoto;
import io.snapdock.host.Snapdock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The reports and their photos. */
@ApplicationScoped
public class DamageReports {

    private static final int ID_BITS = 50;

    // Snapdock
    @Inject
    private Snapdock snapdock;
    // the application's own again

    @PersistenceContext
    private EntityManager entities;

    private final SecureRandom random = new SecureRandom();

    /** Where a report's photos come in: opened when its form is shown first, and found again then. */
    public Dock dock(String damage) {
        // Snapdock
        var form = snapdock.dock("damage-" + damage).title("Damage report").max(5);
        return form.expiresIn(Duration.ofDays(3)).open();
        // the application's own again
    }

    /** When the form is submitted: the report, its photos and the word to Snapdock that they are here, or nothing of it all. */
    @Transactional(rollbackOn = Exception.class)
    public void submit(Damage report, String ticket) throws IOException {
        entities.merge(report).send();
        // Snapdock
        for (SealedPhoto photo : snapdock.seal("damage-" + report.id(), ticket).photos()) {
            var bytes = new ByteArrayOutputStream();
            photo.copyTo(bytes);
            store(report, photo, bytes.toByteArray());
        }
        snapdock.claim(ticket, "damage-" + report.id());
        // the application's own again
        if (photoIds(report.id()).isEmpty()) {
            // What the form demands holds in browsers only. This takes back all of it, and the photos can be added.
            throw new NoPhotosException();
        }
    }

    private void store(Damage report, SealedPhoto photo, byte[] picture) {
        var place = report.nextPlace();
        entities.merge(new DamagePhoto(photo.id(), report.id(), place, photo.name(), photo.type(), picture));
    }

    /** A draft, so that its photos have a report that they belong to. */
    @Transactional
    public Damage begin(String reporter) {
        var id = new BigInteger(ID_BITS, random).toString(Character.MAX_RADIX);
        var report = Damage.begin(id, reporter);
        entities.persist(report);
        return report;
    }

    /** One of this person's own. Nobody else gets to see it. */
    @Transactional
    public Optional<Damage> find(String id, String reporter) {
        return Optional.ofNullable(id)
                .map(known -> entities.find(Damage.class, known))
                .filter(report -> report.reporter().equals(reporter));
    }

    @Transactional
    public List<Damage> all(String reporter) {
        return entities.createQuery(
                        "select d from Damage d where d.reporter = :reporter order by d.begun desc", Damage.class)
                .setParameter("reporter", reporter)
                .getResultList();
    }

    @Transactional
    public List<String> photoIds(String damage) {
        return entities.createQuery(
                        "select p.id from DamagePhoto p where p.damage = :damage order by p.place", String.class)
                .setParameter("damage", damage)
                .getResultList();
    }

    @Transactional
    public Optional<DamagePhoto> photo(String damage, String id) {
        return Optional.ofNullable(entities.find(DamagePhoto.class, id))
                .filter(photo -> photo.damage().equals(damage));
    }
}
