package io.snapdock.photo.housekeeping;

import io.snapdock.dock.DockTurns;
import io.snapdock.ground.Ticker;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.Photos;
import io.snapdock.problem.Outage;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Started;
import io.snapdock.store.IncomingFiles;
import io.snapdock.store.PhotoFiles;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Photos whose commit failed. A connection that breaks in the middle of a commit, or a database that hangs in it, takes the answer with it: the row may be
 * there, or come yet. Until that is known the bytes are kept for both cases; a photo without its file would be lost, and an upload without its bytes too.
 */
@ApplicationScoped
public class DoubtfulPhotos {

    private static final Duration EVERY = Duration.ofSeconds(1);

    @Inject
    private Photos photos;

    @Inject
    private PhotoFiles files;

    @Inject
    private IncomingFiles incoming;

    @Inject
    private DockTurns turns;

    @Resource
    private ManagedThreadFactory threads;

    private final Map<String, PhotoAdded> doubtful = new ConcurrentHashMap<>();

    private Ticker settling;

    void start(@Observes Started started) {
        settling = Ticker.start("doubtful-photos", EVERY, threads, Outage.sparing(this::settleAll));
    }

    @PreDestroy
    void stop() {
        if (settling != null) {
            settling.stop();
        }
    }

    void notStored(@Observes(during = TransactionPhase.AFTER_FAILURE) PhotoAdded event) {
        files.keepInBoth(event.dockId(), event.uploadId());
        doubtful.put(event.uploadId(), event);
    }

    void settleAll() {
        Ticker.forEach(List.copyOf(doubtful.values()), this::settle);
    }

    /** In the dock's turn: whoever tries the same upload again comes before or after. */
    private void settle(PhotoAdded event) {
        try {
            turns.take(event.dockId(), () -> {
                if (photos.isStored(event)) {
                    incoming.remove(event.uploadId());
                } else {
                    files.takeBack(event.dockId(), event.uploadId());
                }
            });
        } catch (ProblemException e) {
            if (Outage.isCauseOf(e)) {
                throw e;
            }
            // Its dock has ended: what is among the photos goes with it, and no upload of it goes on.
            incoming.remove(event.uploadId());
        }
        doubtful.remove(event.uploadId(), event);
    }
}
