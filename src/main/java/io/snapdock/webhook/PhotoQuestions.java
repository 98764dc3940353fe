package io.snapdock.webhook;

import io.snapdock.dock.Dock;
import io.snapdock.dock.Docks;
import io.snapdock.gate.PhotoCheck;
import io.snapdock.own.Own;
import io.snapdock.settings.Settings;
import io.snapdock.web.JsonWriter;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Holds a photo at the gate until the host application of its dock has said by webhook whether it takes it ({@code photo.check}). Does nothing for hosts that do not want to be asked. It
 * is a question, not a message: it has no row, is in no transaction, and is not repeated.
 */
@ApplicationScoped
public class PhotoQuestions {

    private static final String TYPE = "photo.check";

    private static final Logger LOG = System.getLogger("io.snapdock.webhook");

    @Inject
    private Settings settings;

    @Inject
    private Docks docks;

    @Inject
    @Own
    private Clock clock;

    @Resource
    private ManagedThreadFactory threads;

    private final Map<String, HostDesk> desks = new HashMap<>();

    @PostConstruct
    void start() {
        Settings.Checks checks = settings.checks();
        settings.webhooks().stream()
                .filter(host -> checks.hosts().contains(host.host()))
                .forEach(host -> desks.put(host.host(), new HostDesk(host, checks.timeout(), clock, threads)));
    }

    @PreDestroy
    void stop() {
        desks.values().forEach(HostDesk::stop);
    }

    void arrived(@Observes PhotoCheck photo) {
        if (desks.isEmpty()) {
            return;
        }
        docks.known(photo.dockId())
                .ifPresent(dock -> dock.host()
                        .filter(desks::containsKey)
                        .ifPresent(host -> photo.waitFor(ask(dock, host, photo))));
    }

    private CompletionStage<?> ask(Dock dock, String host, PhotoCheck photo) {
        return desks.get(host)
                .ask(Message.newId(), JsonWriter.write(body(dock, photo)), photo::isOpen)
                .handle((answer, error) -> {
                    if (error == null) {
                        conclude(photo, answer);
                    } else {
                        unanswered(photo, host, error instanceof CompletionException ? error.getCause() : error);
                    }
                    return null;
                });
    }

    private Body body(Dock dock, PhotoCheck photo) {
        var check = new Body.Check(
                photo.uploadId(),
                photo.isPreview(),
                photo.name(),
                photo.mediaType(),
                photo.bytes(),
                photo.width(),
                photo.height(),
                photo.sha256());
        var data = new Body.Data(
                dock.id(), dock.ref().orElse(null), dock.state(), dock.version(), dock.expiresAt(), null, null, check);
        return new Body(TYPE, clock.instant(), data);
    }

    private static void conclude(PhotoCheck photo, CheckAnswer answer) {
        answer.refusal().ifPresent(photo::refuse);
        answer.code()
                .ifPresent(
                        code -> LOG.log(Level.DEBUG, "The host refuses the upload {0}: {1}", photo.uploadId(), code));
    }

    private void unanswered(PhotoCheck photo, String host, Throwable error) {
        String what =
                "The host " + host + " was asked about the upload " + photo.uploadId() + ", but " + error.getMessage();
        if (settings.checks().unanswered() == Settings.Unanswered.REFUSE) {
            throw new IllegalStateException(what);
        }
        LOG.log(Level.WARNING, "{0}. It is taken, as snapdock.webhook.check-unanswered says.", what);
    }
}
