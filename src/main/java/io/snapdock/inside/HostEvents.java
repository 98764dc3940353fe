package io.snapdock.inside;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockChanged;
import io.snapdock.dock.DockClosed;
import io.snapdock.dock.DockClosing;
import io.snapdock.dock.DockOpened;
import io.snapdock.dock.DockState;
import io.snapdock.dock.Docks;
import io.snapdock.ground.Pool;
import io.snapdock.host.event.ArrivedPhoto;
import io.snapdock.host.event.DockEvent;
import io.snapdock.host.event.DockFacts;
import io.snapdock.host.event.PhotoArrived;
import io.snapdock.host.event.PhotoRemoved;
import io.snapdock.own.Own;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoView;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * Tells the host in whose WAR this is what has happened, by the events that the receiver of webhooks has for one beside: after the commit, in order, on one thread of its own. An end of the
 * server in between takes what was not told yet: what must not be missed is asked for by {@code Snapdock.find}, or comes with the form.
 */
@ApplicationScoped
public class HostEvents {

    private static final Logger LOG = System.getLogger(HostEvents.class.getName());

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Docks docks;

    @Inject
    @Own
    private Clock clock;

    @Inject
    private Event<Object> events;

    private Pool thread;

    @PostConstruct
    void start() {
        thread = Pool.of("host events", 1, threads);
    }

    @PreDestroy
    void stop() {
        thread.stop();
    }

    void arrived(@Observes(during = TransactionPhase.AFTER_SUCCESS) PhotoAdded event) {
        PhotoView photo = event.photo();
        var arrived = new ArrivedPhoto(
                photo.id(),
                photo.name(),
                photo.type(),
                photo.bytes(),
                photo.width(),
                photo.height(),
                photo.sha256(),
                photo.url());
        tell(event.dockId(), (dock, at) -> new PhotoArrived(dock, arrived, at));
    }

    void removed(@Observes(during = TransactionPhase.AFTER_SUCCESS) io.snapdock.photo.PhotoRemoved event) {
        tell(event.dockId(), (dock, at) -> new PhotoRemoved(dock, event.photoId(), at));
    }

    void opened(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockOpened event) {
        tell(event.dockId(), DockEvent.Kind.OPENED);
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockChanged event) {
        tell(
                event.dock().id(),
                switch (event.dock().state()) {
                    case SEALED -> DockEvent.Kind.SEALED;
                    case CLAIMED -> DockEvent.Kind.CLAIMED;
                    default -> DockEvent.Kind.CHANGED;
                });
    }

    void closing(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockClosing event) {
        tell(event.dockId(), DockEvent.Kind.EXPIRING);
    }

    void closed(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockClosed event) {
        tell(event.dockId(), event.reason() == DockState.EXPIRED ? DockEvent.Kind.EXPIRED : DockEvent.Kind.CLOSED);
    }

    private void tell(String dockId, DockEvent.Kind kind) {
        tell(dockId, (dock, at) -> new DockEvent(kind, dock, at));
    }

    private void tell(String dockId, BiFunction<DockFacts, Instant, Object> event) {
        Instant at = clock.instant();
        thread.execute(() -> {
            try {
                docks.known(dockId).ifPresent(dock -> {
                    Object told = event.apply(facts(dock), at);
                    events.fireAsync(told);
                    events.fire(told);
                });
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "The host was not told all of the dock " + dockId + ", as an observer failed",
                        e);
            }
        });
    }

    static DockFacts facts(Dock dock) {
        return new DockFacts(
                dock.id(),
                dock.ref(),
                io.snapdock.host.Dock.State.valueOf(dock.state().name()),
                dock.version(),
                dock.expiresAt());
    }
}
