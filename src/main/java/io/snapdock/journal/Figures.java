package io.snapdock.journal;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.snapdock.dock.DockClosed;
import io.snapdock.ground.Ticker;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.ThumbnailReady;
import io.snapdock.problem.Refusals;
import io.snapdock.settings.Started;
import io.snapdock.upload.event.UploadDuplicate;
import io.snapdock.upload.event.UploadFailed;
import io.snapdock.upload.event.UploadStarted;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts uploads, photos, thumbnails and refusals for Prometheus, and says once a minute what was refused. */
@ApplicationScoped
public class Figures {

    private static final Logger LOG = System.getLogger("io.snapdock.journal");
    private static final Duration EVERY = Duration.ofMinutes(1);

    @Inject
    private PrometheusRegistry registry;

    @Resource
    private ManagedThreadFactory threads;

    private Counter begun;
    private Counter ended;
    private Counter photoBytes;
    private Counter thumbnails;
    private Counter docks;
    private Ticker ticker;
    private Map<String, Long> told = Map.of();

    /** Not when the application has started: thumbnails that go on may be ready before. */
    @PostConstruct
    void register() {
        begun = counter("snapdock_uploads_begun_total", "Uploads that have begun");
        ended = counter(
                "snapdock_uploads_ended_total", "Uploads that have ended: photo, duplicate, or a code", "result");
        photoBytes = counter("snapdock_photo_bytes_total", "Bytes of photos that were taken");
        thumbnails = counter("snapdock_thumbnails_total", "Thumbnails that were made");
        docks = counter("snapdock_docks_ended_total", "Docks that have ended, by reason", "reason");
        CounterWithCallback.builder()
                .name("snapdock_refusals_total")
                .help("Answers with a problem, by code")
                .labelNames("code")
                .callback(callback -> Refusals.byCode().forEach((code, count) -> callback.call(count, code)))
                .register(registry);
        told = Refusals.byCode();
    }

    void start(@Observes Started started) {
        ticker = Ticker.start("refusals", EVERY, threads, this::tellRefusals);
    }

    @PreDestroy
    void stop() {
        if (ticker != null) {
            ticker.stop();
        }
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private void tellRefusals() {
        Map<String, Long> now = Refusals.byCode();
        Map<String, Long> more = new TreeMap<>();
        now.forEach((code, count) -> more.put(code, count - told.getOrDefault(code, 0L)));
        more.values().removeIf(count -> count == 0);
        told = now;
        if (!more.isEmpty()) {
            LOG.log(Level.INFO, "Refused in the last minute, by code: {0}", more);
        }
    }

    void started(@Observes(during = TransactionPhase.AFTER_SUCCESS) UploadStarted event) {
        begun.inc();
    }

    void added(@Observes(during = TransactionPhase.AFTER_SUCCESS) PhotoAdded event) {
        ended.labelValues("photo").inc();
        photoBytes.inc(event.photo().bytes());
    }

    void duplicate(@Observes(during = TransactionPhase.AFTER_SUCCESS) UploadDuplicate event) {
        ended.labelValues("duplicate").inc();
    }

    void failed(@Observes(during = TransactionPhase.AFTER_SUCCESS) UploadFailed event) {
        ended.labelValues(event.code()).inc();
    }

    void thumbnailReady(@Observes(during = TransactionPhase.AFTER_SUCCESS) ThumbnailReady event) {
        thumbnails.inc();
    }

    void closed(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockClosed event) {
        docks.labelValues(event.reason().name().toLowerCase(Locale.ROOT)).inc();
    }
}
