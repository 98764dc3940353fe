package io.snapdock.inside;

import io.snapdock.dock.Docks;
import io.snapdock.gate.PhotoCheck;
import io.snapdock.handover.HostCalls;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks the host in whose WAR this is before a photo is taken, by the event that the receiver of webhooks has for one beside. */
@ApplicationScoped
public class HostChecks {

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private Docks docks;

    @Inject
    private Event<io.snapdock.host.event.PhotoCheck> checks;

    void arrived(@Observes PhotoCheck photo) {
        docks.known(photo.dockId())
                .filter(dock -> dock.isOf(HostCalls.HOST))
                .ifPresent(dock -> photo.waitFor(ask(photo, check(photo, dock))));
    }

    private CompletionStage<?> ask(PhotoCheck photo, io.snapdock.host.event.PhotoCheck check) {
        checks.fire(check);
        if (check.refusal().isPresent()) {
            photo.refuse(check.refusal().get());
            return CompletableFuture.completedFuture(check);
        }
        return checks.fireAsync(check, NotificationOptions.ofExecutor(executor))
                .thenAccept(asked -> asked.refusal().ifPresent(photo::refuse));
    }

    private static io.snapdock.host.event.PhotoCheck check(PhotoCheck photo, io.snapdock.dock.Dock dock) {
        return new io.snapdock.host.event.PhotoCheck(
                HostEvents.facts(dock),
                new io.snapdock.host.event.PhotoCheck.Facts(
                        photo.uploadId(),
                        photo.isPreview(),
                        photo.name(),
                        photo.mediaType(),
                        photo.bytes(),
                        photo.width(),
                        photo.height(),
                        photo.sha256()));
    }
}
