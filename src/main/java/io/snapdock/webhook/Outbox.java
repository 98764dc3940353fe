package io.snapdock.webhook;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockChanged;
import io.snapdock.dock.DockClosed;
import io.snapdock.dock.DockClosing;
import io.snapdock.dock.DockOpened;
import io.snapdock.dock.DockState;
import io.snapdock.dock.Docks;
import io.snapdock.own.Own;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoRemoved;
import io.snapdock.photo.PhotoView;
import io.snapdock.problem.RefusedInOutage;
import io.snapdock.settings.Settings;
import io.snapdock.web.JsonWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;

/**
 * Writes what happens to docks as messages, in the same transaction. All of it happens under the lock of the dock's row, so the position that a message gets is its place in the dock's
 * history, on several nodes too.
 */
@ApplicationScoped
@RefusedInOutage
@Transactional(Transactional.TxType.MANDATORY)
public class Outbox {

    @Inject
    @Own
    private EntityManager entities;

    @Inject
    private Docks docks;

    @Inject
    private Settings settings;

    @Inject
    @Own
    private Clock clock;

    @Inject
    private Event<MessageChanged> written;

    void opened(@Observes DockOpened event) {
        write(event.dockId(), "dock.opened", null, null);
    }

    void changed(@Observes DockChanged event) {
        String type = switch (event.dock().state()) {
            case SEALED -> "dock.sealed";
            case CLAIMED -> "dock.claimed";
            default -> "dock.changed";
        };
        write(event.dock().id(), type, null, null);
    }

    void arrived(@Observes PhotoAdded event) {
        write(event.dockId(), "photo.arrived", event.photo(), null);
    }

    void removed(@Observes PhotoRemoved event) {
        write(event.dockId(), "photo.removed", null, event.photoId());
    }

    void closing(@Observes DockClosing event) {
        write(event.dockId(), "dock.expiring", null, null);
    }

    void closed(@Observes DockClosed event) {
        write(event.dockId(), event.reason() == DockState.EXPIRED ? "dock.expired" : "dock.closed", null, null);
    }

    private void write(String dockId, String type, PhotoView photo, String photoId) {
        docks.known(dockId)
                .ifPresent(dock ->
                        dock.host().filter(this::isTold).ifPresent(host -> write(dock, host, type, photo, photoId)));
    }

    private boolean isTold(String host) {
        return settings.webhooks().stream().anyMatch(one -> one.host().equals(host));
    }

    private void write(Dock dock, String host, String type, PhotoView photo, String photoId) {
        String id = photo == null && photoId == null
                ? Message.newId()
                : Message.idOf(type, photo == null ? photoId : photo.id());
        if (entities.find(Message.class, id) != null) {
            return;
        }
        long last = entities.createNamedQuery(Message.LAST_OF_DOCK, Number.class)
                .setParameter("dock", dock.id())
                .getSingleResult()
                .longValue();
        var data = new Body.Data(
                dock.id(),
                dock.ref().orElse(null),
                dock.state(),
                dock.version(),
                dock.expiresAt(),
                photo,
                photoId,
                null);
        String body = JsonWriter.write(new Body(type, clock.instant(), data));
        entities.persist(new Message(id, dock.id(), last + 1, host, type, body, clock.instant()));
        written.fire(new MessageChanged(id));
    }
}
