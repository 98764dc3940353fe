package io.snapdock.photo.darkroom;

import io.snapdock.dock.DockTurns;
import io.snapdock.ground.Pool;
import io.snapdock.ground.Retries;
import io.snapdock.ground.Ticker;
import io.snapdock.photo.Photo;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoView;
import io.snapdock.photo.Photos;
import io.snapdock.photo.ThumbnailState;
import io.snapdock.photo.housekeeping.RemovedFiles;
import io.snapdock.picture.format.PictureType;
import io.snapdock.problem.Outage;
import io.snapdock.settings.Started;
import io.snapdock.store.FreeSpace;
import io.snapdock.store.PhotoFiles;
import io.snapdock.thumbnail.Decoders;
import io.snapdock.thumbnail.ThumbnailMaker;
import io.snapdock.thumbnail.UndecodablePictureException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * Makes thumbnails after the requests, a few at a time: each holds a decoded picture in memory. What waits is known to the
 * database as well and goes on after a restart. Docks, and the phones of each, take {@linkplain FairQueue turns} by what their pictures cost; large
 * pictures have threads of their own, so that nobody's small one waits until somebody's large one is done.
 */
@ApplicationScoped
public class Thumbnails {

    private static final Logger LOG = System.getLogger(Thumbnails.class.getName());

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** Half the processors: requests and streams go before pictures. */
    private static final int PARALLEL = Math.max(1, PROCESSORS / 2);

    /** Large pictures go after small ones, too. */
    private static final int PARALLEL_LARGE = Math.max(1, PROCESSORS / 4);

    /** Of JPEG and PNG: what is decoded in about half a second. */
    private static final long LARGE_PIXELS = 30_000_000;

    /** How many pixels of JPEG or PNG are decoded in the time of one. */
    private static final int SLOW_TYPE_FACTOR = 20;

    /** Most thumbnails have less. */
    private static final long THUMBNAIL_BYTES = 64 * 1024;

    private static final Duration EVERY = Duration.ofSeconds(1);

    @Resource
    private ManagedThreadFactory threadFactory;

    @Inject
    private Photos photos;

    @Inject
    private PhotoFiles files;

    @Inject
    private FreeSpace freeSpace;

    @Inject
    private RemovedFiles removedFiles;

    @Inject
    private DockTurns turns;

    @Inject
    private Decoders decoders;

    /** Those that failed of what passes: made when the database answers again, or when the disk has room. */
    private final Retries failed = new Retries();

    private Ticker retrying;
    private Lane small;
    private Lane large;

    private record Lane(FairQueue<String> waiting, Pool pool) {}

    @PostConstruct
    void start() {
        small = new Lane(new FairQueue<>(), Pool.of("thumbnails", PARALLEL, threadFactory));
        large = new Lane(new FairQueue<>(), Pool.of("large-thumbnails", PARALLEL_LARGE, threadFactory));
    }

    @PreDestroy
    void stop() {
        if (retrying != null) {
            retrying.stop();
        }
        small.pool().stop();
        large.pool().stop();
    }

    void goOn(@Observes Started started) {
        retrying = Ticker.start(
                "failed-thumbnails", EVERY, threadFactory, Outage.sparing(() -> tryAgain(System.nanoTime())));
        photos.withoutThumbnail().forEach(photo -> enqueue(photo.dockId(), photos.view(photo)));
    }

    void photoReceived(@Observes(during = TransactionPhase.AFTER_SUCCESS) PhotoAdded event) {
        if (event.thumbnailComes()) {
            enqueue(event.dockId(), event.photo());
        }
    }

    void tryAgain(long nowNanos) {
        failed.tryDue(nowNanos);
    }

    /** The row may say already that it is ready, when the commit's answer was lost: then nobody has been told. */
    private void makeOrTell(Photo photo) {
        if (photo.thumbnail() == ThumbnailState.READY) {
            turns.take(photo.dockId(), () -> photos.thumbnailDone(photo.id(), ThumbnailState.READY));
        } else {
            enqueue(photo.dockId(), photos.view(photo));
        }
    }

    private void enqueue(String dockId, PhotoView photo) {
        long cost = cost(photo);
        Lane lane = cost > LARGE_PIXELS ? large : small;
        lane.waiting().add(dockId, Objects.requireNonNullElse(photo.phoneId(), ""), cost, photo.id());
        try {
            lane.pool().execute(() -> lane.waiting().poll().ifPresent(this::make));
        } catch (RejectedExecutionException e) {
            // The application stops. The photo stays pending and is tried at the next start.
            LOG.log(Level.DEBUG, "The thumbnail of photo " + photo.id() + " is left for the next start", e);
        }
    }

    /** In pixels of JPEG or PNG. */
    private static long cost(PhotoView photo) {
        long pixels = (long) photo.width() * photo.height();
        boolean slow = Stream.of(PictureType.WEBP, PictureType.HEIC, PictureType.AVIF)
                .anyMatch(type -> type.mediaType().equals(photo.type()));
        return slow ? SLOW_TYPE_FACTOR * pixels : pixels;
    }

    private void make(String photoId) {
        try {
            var pending = photos.find(photoId).filter(photo -> photo.thumbnail() == ThumbnailState.PENDING);
            if (pending.isPresent()) {
                make(pending.get());
            }
        } catch (Throwable e) {
            if (Outage.isCauseOf(e)) {
                failed.add(photoId, () -> photos.find(photoId).ifPresent(this::makeOrTell));
                return;
            }
            if (!freeSpace.has(THUMBNAIL_BYTES)) {
                LOG.log(Level.WARNING, "The thumbnail of photo {0} waits: the disk has no room for it", photoId);
                failed.add(photoId, () -> {
                    freeSpace.expect(THUMBNAIL_BYTES);
                    photos.find(photoId).ifPresent(this::makeOrTell);
                });
                return;
            }
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
            if (photos.find(photo.id()).isEmpty()) {
                // Removed in the meantime, and its file with it.
                return ThumbnailState.NONE;
            }
            throw new IllegalStateException("Reading or writing a picture", e);
        }
    }
}
