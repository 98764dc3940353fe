package io.snapdock.inside;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockChanged;
import io.snapdock.dock.DockClosed;
import io.snapdock.dock.DockClosing;
import io.snapdock.dock.DockOpened;
import io.snapdock.dock.DockState;
import io.snapdock.dock.Docks;
import io.snapdock.ground.Pool;
import io.snapdock.handover.HostCalls;
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
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/**
 * Tells the host in whose WAR this is what has happened, by the events that the receiver of webhooks has for one beside: after the commit, as the dock was then, one after another. An observer that fails is not told again. An end of the
 * server in between takes what was not told yet: what must not be missed is asked for by {@code Snapdock.find}, or comes with the form.
 */
@ApplicationScoped
public class HostEvents {

    private static final Logger LOG = System.getLogger(HostEvents.class.getName());

    private static final int MOST_WAITING = 10_000;

    /** So long one event may hold back the next ones. */
    private static final Duration OBSERVERS = Duration.ofSeconds(30);

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private Event<Change> changes;

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
        thread = Pool.bounded("host-events", 1, MOST_WAITING, threads);
    }

    @PreDestroy
    void stop() {
        thread.stop();
    }

    void arrived(@Observes PhotoAdded event) {
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

    void removed(@Observes io.snapdock.photo.PhotoRemoved event) {
        tell(event.dockId(), (dock, at) -> new PhotoRemoved(dock, event.photoId(), at));
    }

    void opened(@Observes DockOpened event) {
        tell(event.dockId(), DockEvent.Kind.OPENED);
    }

    void changed(@Observes DockChanged event) {
        tell(
                event.dock().id(),
                switch (event.dock().state()) {
                    case SEALED -> DockEvent.Kind.SEALED;
                    case CLAIMED -> DockEvent.Kind.CLAIMED;
                    default -> DockEvent.Kind.CHANGED;
                });
    }

    void closing(@Observes DockClosing event) {
        tell(event.dockId(), DockEvent.Kind.EXPIRING);
    }

    void closed(@Observes DockClosed event) {
        tell(event.dockId(), event.reason() == DockState.EXPIRED ? DockEvent.Kind.EXPIRED : DockEvent.Kind.CLOSED);
    }

    private void tell(String dockId, DockEvent.Kind kind) {
        tell(dockId, (dock, at) -> new DockEvent(kind, dock, at));
    }

    /** As the dock is now, in the transaction of the change. */
    private void tell(String dockId, BiFunction<DockFacts, Instant, Object> event) {
        docks.known(dockId)
                .filter(dock -> dock.host().filter(HostCalls.HOST::equals).isPresent())
                .ifPresent(dock -> changes.fire(new Change(event.apply(facts(dock), clock.instant()))));
    }

    /** @param event for the host, when the transaction is a success */
    record Change(Object event) {}

    void happened(@Observes(during = TransactionPhase.AFTER_SUCCESS) Change change) {
        try {
            thread.execute(() -> deliver(change.event()));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.WARNING, "The host is too slow to be told of all events: its observers take too long", e);
        }
    }

    private void deliver(Object event) {
        try {
            events.fire(event);
            Object unused = events.fireAsync(event, NotificationOptions.ofExecutor(executor))
                    .toCompletableFuture()
                    .get(OBSERVERS.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.log(Level.WARNING, "An observer failed, or took too long, and is not told again: " + event, e);
        }
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
