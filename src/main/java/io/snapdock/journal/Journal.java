package io.snapdock.journal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.snapdock.dock.DockClosed;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.upload.event.UploadDuplicate;
import io.snapdock.upload.event.UploadFailed;
import io.snapdock.upload.event.UploadStarted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** One line in the log for the end of each dock and of each upload. */
@ApplicationScoped
public class Journal {

    private static final Logger LOG = System.getLogger("io.snapdock.journal");

    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);
    private static final int MOST_UPLOADS = 50_000;

    /** When uploads began; one that began before this server started is told without its time. */
    private final Cache<String, Long> begunNanos = Caffeine.newBuilder()
            .maximumSize(MOST_UPLOADS)
            .expireAfterWrite(LONGEST_UPLOAD)
            .build();

    void started(@Observes(during = TransactionPhase.AFTER_SUCCESS) UploadStarted event) {
        begunNanos.put(event.upload().id(), System.nanoTime());
    }

    void added(@Observes(during = TransactionPhase.AFTER_SUCCESS) PhotoAdded event) {
        LOG.log(
                Level.INFO,
                "Photo {0} of dock {1} is here: {2} bytes{3}",
                event.photo().id(),
                event.dockId(),
                Long.toString(event.photo().bytes()),
                took(event.uploadId()));
    }

    void duplicate(@Observes(during = TransactionPhase.AFTER_SUCCESS) UploadDuplicate event) {
        LOG.log(
                Level.INFO,
                "Upload {0} of dock {1} is photo {2}, which was here{3}",
                event.uploadId(),
                event.dockId(),
                event.photoId(),
                took(event.uploadId()));
    }

    void failed(@Observes(during = TransactionPhase.AFTER_SUCCESS) UploadFailed event) {
        LOG.log(
                Level.INFO,
                "Upload {0} of dock {1} has ended without a photo: {2}{3}",
                event.uploadId(),
                event.dockId(),
                event.code(),
                took(event.uploadId()));
    }

    void closed(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockClosed event) {
        LOG.log(Level.INFO, "Dock {0} has ended: {1}", event.dockId(), event.reason());
    }

    private String took(String uploadId) {
        Long begun = begunNanos.getIfPresent(uploadId);
        begunNanos.invalidate(uploadId);
        return begun == null ? "" : ", after " + (System.nanoTime() - begun) / 1_000_000 + " ms";
    }
}
