package io.snapdock.upload;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockClosed;
import io.snapdock.ground.Ticker;
import io.snapdock.problem.Outage;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.settings.Started;
import io.snapdock.store.FreeSpace;
import io.snapdock.store.IncomingFiles;
import io.snapdock.transfer.Ending;
import io.snapdock.upload.event.UploadPaused;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The uploads that have been touched since the server started and have not ended. Whatever is not here is read from its file. */
@ApplicationScoped
public class SessionRegistry {

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Longer than any honest pause between two pieces. */
    private static final long IDLE_NANOS = Duration.ofSeconds(5).toNanos();

    /** From the look at its sender's key to the first byte a request takes much less. */
    private static final long LET_IN_NANOS = Duration.ofMinutes(1).toNanos();

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Event<UploadPaused> paused;

    private Ticker looking;

    private final Map<String, UploadSession> byUpload = new ConcurrentHashMap<>();

    /** Docks that ended lately, and when: a request may have been let in just before. */
    private final Map<String, Long> endedDocks = new ConcurrentHashMap<>();

    @Inject
    private UploadRows rows;

    @Inject
    private IncomingFiles files;

    @Inject
    private FreeSpace freeSpace;

    @Inject
    private DockRoom room;

    @Inject
    private Settings.Photos settings;

    UploadSession of(Upload upload, Dock dock) {
        return of(upload, dock, false);
    }

    /** Of an upload that was created by the same request, so nobody can have sent to it. */
    UploadSession ofNew(Upload upload, Dock dock) {
        return of(upload, dock, true);
    }

    private UploadSession of(Upload upload, Dock dock, boolean isNew) {
        UploadSession session = byUpload.computeIfAbsent(
                upload.id(),
                id -> new UploadSession(upload, isNew, files.of(id), dock.limits(settings.maxPixels()), freeSpace));
        if (endedDocks.containsKey(upload.dockId())) {
            // Behind the look into the map when its dock ended.
            forget(upload.id());
        }
        return session;
    }

    /** What has come of a dock's uploads whose senders have not said how long they are. */
    long bytesWithoutLength(String dockId) {
        return byUpload.values().stream()
                .filter(session ->
                        session.dockId().equals(dockId) && session.length().isEmpty())
                .mapToLong(UploadSession::size)
                .sum();
    }

    Optional<UploadSession> find(String uploadId) {
        return Optional.ofNullable(byUpload.get(uploadId));
    }

    /**
     * Tells why nothing comes at the moment. Two may tell it at the same time, as a sender that pauses ends its connection too; so each looks once more after it has
     * told, and what is told last is what is true.
     */
    void tellPaused(UploadSession session) {
        String told = null;
        for (String reason = session.paused(); reason != null && !reason.equals(told); reason = session.paused()) {
            paused.fire(new UploadPaused(session.dockId(), session.uploadId(), session.size(), reason));
            told = reason;
        }
    }

    /** Ends the requests that add to a dock's uploads with this problem. */
    void stop(String dockId, ProblemException problem) {
        byUpload.values().stream()
                .filter(session -> session.dockId().equals(dockId))
                .forEach(session -> session.takeOver(Ending.refused(problem)));
    }

    void forget(String uploadId) {
        UploadSession session = byUpload.remove(uploadId);
        if (session != null) {
            if (session.length().isEmpty()) {
                room.giveBack(session.dockId(), session.size());
            }
            session.forget();
        }
    }

    void start(@Observes Started started) {
        looking = Ticker.start("idle-uploads", EVERY, threads, Outage.sparing(this::pauseIdle));
    }

    @PreDestroy
    void stop() {
        if (looking != null) {
            looking.stop();
        }
    }

    /** A phone that went away between two pieces has no connection that could break. */
    private void pauseIdle() {
        long now = System.nanoTime();
        endedDocks.values().removeIf(ended -> now - ended > LET_IN_NANOS);
        Ticker.forEach(byUpload.values(), session -> {
            if (session.pauseWhenIdle(now, IDLE_NANOS)) {
                tellPausedOrLater(session);
            }
        });
    }

    private void tellPausedOrLater(UploadSession session) {
        try {
            tellIdle(session);
        } catch (Throwable e) {
            session.pauseIsUntold();
            throw e;
        }
    }

    private void tellIdle(UploadSession session) {
        if (rows.isArriving(session.uploadId())) {
            tellPaused(session);
        } else {
            // A request had read its row just before it became a photo.
            forget(session.uploadId());
        }
    }

    /** Nobody sends to a dock that has ended; its files go later, with all that it has. */
    void dockClosed(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockClosed event) {
        endedDocks.put(event.dockId(), System.nanoTime());
        byUpload.values().stream()
                .filter(session -> session.dockId().equals(event.dockId()))
                .map(UploadSession::uploadId)
                .forEach(this::forget);
    }
}
