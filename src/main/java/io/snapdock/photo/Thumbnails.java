package io.snapdock.photo;

import io.snapdock.dock.DockTurns;
import io.snapdock.settings.Started;
import io.snapdock.store.PhotoFiles;
import io.snapdock.thumbnail.Decoders;
import io.snapdock.thumbnail.ThumbnailMaker;
import io.snapdock.thumbnail.UndecodablePictureException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Makes thumbnails behind the requests, a few at a time: each holds a decoded picture in memory. What waits is known to the
 * database as well and goes on after a restart.
 */
@ApplicationScoped
public class Thumbnails {

    private static final Logger LOG = System.getLogger(Thumbnails.class.getName());

    /** Half the processors: requests and streams go before pictures. */
    private static final int PARALLEL = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore free = new Semaphore(PARALLEL);

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private Photos photos;

    @Inject
    private PhotoFiles files;

    @Inject
    private RemovedFiles removedFiles;

    @Inject
    private DockTurns turns;

    @Inject
    private Decoders decoders;

    void goOn(@Observes Started started) {
        photos.withoutThumbnail().forEach(photo -> enqueue(photo.id()));
    }

    void photoReceived(@Observes(during = TransactionPhase.AFTER_SUCCESS) PhotoAdded event) {
        if (event.thumbnailComes()) {
            enqueue(event.photo().id());
        }
    }

    private void enqueue(String photoId) {
        waiting.add(photoId);
        startWorker();
    }

    private void startWorker() {
        if (free.tryAcquire()) {
            executor.execute(this::work);
        }
    }

    private void work() {
        try {
            for (String id = waiting.poll(); id != null; id = waiting.poll()) {
                make(id);
            }
        } finally {
            free.release();
        }
        // One may have been added between the last look and the release, when nobody could start.
        if (!waiting.isEmpty()) {
            startWorker();
        }
    }

    private void make(String photoId) {
        try {
            var pending = photos.find(photoId).filter(photo -> photo.thumbnail() == ThumbnailState.PENDING);
            if (pending.isPresent()) {
                make(pending.get());
            }
        } catch (RuntimeException e) {
            // The photo stays pending and is tried again at the next start.
            LOG.log(Level.WARNING, "The thumbnail of photo " + photoId + " could not be made", e);
        }
    }

    private void make(Photo photo) {
        ThumbnailState state = made(photo);
        boolean noted = turns.take(photo.dockId(), () -> photos.thumbnailDone(photo.id(), state));
        if (!noted) {
            // Removed while it was being decoded, after its files had been deleted.
            removedFiles.delete(photo.dockId(), photo.id());
        }
    }

    private ThumbnailState made(Photo photo) {
        try {
            new ThumbnailMaker(decoders::added)
                    .make(
                            files.original(photo.dockId(), photo.id()),
                            photo.type(),
                            files.thumbnail(photo.dockId(), photo.id()));
            return ThumbnailState.READY;
        } catch (UndecodablePictureException e) {
            LOG.log(Level.DEBUG, "Photo " + photo.id() + " has no thumbnail", e);
            return ThumbnailState.NONE;
        } catch (IOException e) {
            throw new IllegalStateException("Reading or writing a picture", e);
        }
    }
}
