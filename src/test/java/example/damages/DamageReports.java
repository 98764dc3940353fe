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
import java.time.Duration;

/** All that a damage report has to do for its photos. */
@ApplicationScoped
public class DamageReports {

    @Inject
    private Snapdock snapdock;

    @PersistenceContext
    private EntityManager entities;

    /** For the page that shows the form. */
    public Dock dock(String damage) {
        return snapdock.dock("damage-" + damage)
                .title("Damage " + damage)
                .min(1)
                .max(5)
                .expiresIn(Duration.ofDays(3))
                .open();
    }

    /** When the form is submitted. */
    @Transactional(rollbackOn = Exception.class)
    public void submit(String damage, String ticket) throws IOException {
        for (SealedPhoto photo : snapdock.seal("damage-" + damage, ticket).photos()) {
            var bytes = new ByteArrayOutputStream();
            photo.copyTo(bytes);
            entities.merge(new DamagePhoto(photo.id(), damage, photo.name(), bytes.toByteArray()));
        }
        snapdock.claim(ticket, "damage-" + damage);
    }

    /** Something of the host's fails after the hand-over has begun. */
    @Transactional(rollbackOn = Exception.class)
    public void submitAndFail(String damage, String ticket) throws IOException {
        submit(damage, ticket);
        throw new IllegalStateException("The form is not valid");
    }
}
