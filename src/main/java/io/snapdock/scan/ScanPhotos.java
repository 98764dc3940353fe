package io.snapdock.scan;

import io.snapdock.photo.PhotoReceived;
import io.snapdock.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Holds every photo at the gate until clamd has called it clean. Does nothing when no daemon is named. */
@ApplicationScoped
public class ScanPhotos {

    /** clamd works with ten threads unless it is told otherwise; some are left for others. */
    private static final int THREADS = 4;

    private static final long IDLE_SECONDS = 30;
    private static final Logger LOG = System.getLogger(ScanPhotos.class.getName());

    @Inject
    private Settings.Scan scan;

    @Inject
    private Settings.Photos photos;

    @Resource
    private ManagedThreadFactory threadFactory;

    private ThreadPoolExecutor threads;

    @PostConstruct
    void start() {
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threadFactory);
        threads.allowCoreThreadTimeOut(true);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    void received(@Observes PhotoReceived photo) {
        scan.clamd().ifPresent(address -> {
            Clamd clamd = new Clamd(address, photos.checkTimeout());
            photo.waitFor(CompletableFuture.runAsync(() -> look(clamd, photo), threads));
        });
    }

    private static void look(Clamd clamd, PhotoReceived photo) {
        if (!photo.isOpen()) {
            // Its time was over while it waited here, and its file may be gone.
            return;
        }
        try {
            clamd.scan(photo.file()).signature().ifPresent(signature -> {
                LOG.log(Level.WARNING, "clamd found {0} in upload {1}", signature, photo.uploadId());
                photo.refuse("The virus scanner found something in this photo, so it was not taken.");
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Scanning with clamd", e);
        }
    }
}
