package io.snapdock.photo.housekeeping;

import io.snapdock.dock.DockTurns;
import io.snapdock.ground.Ticker;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoRemoved;
import io.snapdock.photo.Photos;
import io.snapdock.problem.Outage;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Started;
import io.snapdock.store.IncomingFiles;
import io.snapdock.store.PhotoFiles;
import io.snapdock.store.Removals;
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
import java.util.function.BooleanSupplier;

/**
 * Photos whose commit failed, as they were stored or removed. A connection that breaks in the middle of a commit, or a database that hangs in it, takes the answer with it: the row may be
 * there, or come yet. Until that is known the bytes are kept for both cases; a photo without its file would be lost, and an upload without its bytes too. And the file of a photo that was
 * removed must not stay.
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
    private Removals removals;

    @Inject
    private DockTurns turns;

    @Resource
    private ManagedThreadFactory threads;

    /** How to find out, by the event of which nobody knows. */
    private final Map<Record, Runnable> doubtful = new ConcurrentHashMap<>();

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
        doubtful.put(event, () -> turns.take(event.dockId(), () -> settle(event)));
    }

    void notRemoved(@Observes(during = TransactionPhase.AFTER_FAILURE) PhotoRemoved event) {
        doubtful.put(event, () -> turns.take(event.dockId(), () -> settle(event)));
    }

    /** Each in its dock's turn: whoever tries the same again comes before or after. */
    void settleAll() {
        Ticker.forEach(List.copyOf(doubtful.entrySet()), one -> {
            one.getValue().run();
            doubtful.remove(one.getKey(), one.getValue());
        });
    }

    private void settle(PhotoAdded event) {
        if (isSo(() -> photos.isStored(event))) {
            incoming.remove(event.uploadId());
        } else {
            files.takeBack(event.dockId(), event.uploadId());
        }
    }

    private void settle(PhotoRemoved event) {
        if (!isSo(() -> photos.isRemoved(event))) {
            removals.end(event.photoId());
        }
    }

    /** When its dock has ended, everything of it has: what is among the photos goes with the dock, and no upload of it goes on. */
    private static boolean isSo(BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (ProblemException e) {
            if (Outage.isCauseOf(e)) {
                throw e;
            }
            return true;
        }
    }
}
