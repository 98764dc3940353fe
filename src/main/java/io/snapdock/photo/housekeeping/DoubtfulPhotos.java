package io.snapdock.photo.housekeeping;

import io.snapdock.dock.DockTurns;
import io.snapdock.ground.Retries;
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
import java.util.function.BooleanSupplier;

/**
 * Photos whose commit failed, as they were stored or removed. A connection that breaks in the middle of a commit takes the answer with it, and so does a database that hangs: the row may be
 * there, or come yet. The database is asked until it is known. Until then the bytes of a new photo are kept twice: among the photos, where its row would look for them, and where they
 * arrived, where its upload would. The file of a photo that was removed stays until then, and is noted as one to be deleted.
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
    private final Retries doubtful = new Retries();

    private Ticker settling;

    void start(@Observes Started started) {
        settling = Ticker.start("doubtful-photos", EVERY, threads, Outage.sparing(() -> settleAll(System.nanoTime())));
    }

    @PreDestroy
    void stop() {
        if (settling != null) {
            settling.stop();
        }
    }

    void notStored(@Observes(during = TransactionPhase.AFTER_FAILURE) PhotoAdded event) {
        files.keepInBoth(event.dockId(), event.uploadId());
        doubtful.add(event, () -> turns.take(event.dockId(), () -> settle(event)));
    }

    void notRemoved(@Observes(during = TransactionPhase.AFTER_FAILURE) PhotoRemoved event) {
        doubtful.add(event, () -> turns.take(event.dockId(), () -> settle(event)));
    }

    /** Each in its dock's turn: whoever tries the same again comes before or after. */
    void settleAll(long nowNanos) {
        doubtful.tryDue(nowNanos);
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
