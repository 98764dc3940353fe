package io.snapdock.scan;

import io.snapdock.gate.PhotoCheck;
import io.snapdock.ground.Pool;
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

/** Holds every photo at the gate until clamd has called it clean. Does nothing when no daemon is named. */
@ApplicationScoped
public class ScanPhotos {

    /** clamd works with ten threads unless it is told otherwise; some are left for others. */
    private static final int THREADS = 4;

    private static final Logger LOG = System.getLogger(ScanPhotos.class.getName());

    @Inject
    private Settings.Scan scan;

    @Inject
    private Settings.Photos photos;

    @Resource
    private ManagedThreadFactory threadFactory;

    private Pool pool;

    @PostConstruct
    void start() {
        pool = Pool.of("scan", THREADS, threadFactory);
    }

    @PreDestroy
    void stop() {
        pool.stop();
    }

    void received(@Observes PhotoCheck photo) {
        scan.clamd().ifPresent(address -> {
            Clamd clamd = new Clamd(address, photos.checkTimeout());
            photo.waitFor(CompletableFuture.runAsync(() -> look(clamd, photo), pool));
        });
    }

    private static void look(Clamd clamd, PhotoCheck photo) {
        if (!photo.isOpen()) {
            // Its time was over while it waited here, and its file may be gone.
            return;
        }
        try {
            clamd.scan(photo.file()).signature().ifPresent(signature -> {
                LOG.log(
                        Level.WARNING,
                        "clamd found {0} in the {2} of upload {1}",
                        signature,
                        photo.uploadId(),
                        photo.isPreview() ? "preview" : "photo");
                photo.refuse("The virus scanner found something in this photo, so it was not taken.");
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Scanning with clamd", e);
        }
    }
}
