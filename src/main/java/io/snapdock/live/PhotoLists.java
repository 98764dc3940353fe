package io.snapdock.live;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import io.snapdock.dock.DockClosed;
import io.snapdock.ground.Pool;
import io.snapdock.ground.Ticker;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoRemoved;
import io.snapdock.photo.PhotoView;
import io.snapdock.photo.Photos;
import io.snapdock.photo.PhotosReordered;
import io.snapdock.photo.ThumbnailReady;
import io.snapdock.push.Topics;
import io.snapdock.push.event.PushEvent;
import io.snapdock.web.JsonWriter;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** For readers of the older contract: a dock's photos as one list, published again whenever it has changed. */
@ApplicationScoped
public class PhotoLists {

    private static final Logger LOG = System.getLogger(PhotoLists.class.getName());

    private static final int THREADS = 2;

    /** So long after a list that could not be read the next try is made. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    @Inject
    private Photos photos;

    @Inject
    private Topics topics;

    @Resource
    private ManagedThreadFactory threadFactory;

    private Pool pool;
    private Ticker retrying;

    /** The docks that are read this way. */
    private final Map<String, Names> docks = new ConcurrentHashMap<>();

    /** Docks whose list could not be read; their change is owed to their readers. */
    private final Set<String> owed = ConcurrentHashMap.newKeySet();

    /**
     * @param names the event names that readers of a dock have asked for, with the number of their streams
     * @param changes not published yet; who raises it from zero publishes, also for those who come meanwhile, so that no older list follows
     *     a newer one
     */
    private record Names(Map<String, Integer> names, AtomicInteger changes) {}

    /** Reading a list may wait for a database, so it has threads of its own. */
    @PostConstruct
    void start() {
        pool = Pool.of("older-lists", THREADS, threadFactory);
        retrying = Ticker.start("older-lists-clock", AGAIN, threadFactory, this::payDebts);
    }

    @PreDestroy
    void stop() {
        retrying.stop();
        pool.stop();
    }

    /** The topic of a dock's list under an event name. */
    static String topicOf(String dockId, String name) {
        return "photos/" + dockId + "/" + name;
    }

    /** From now on changes go to readers who want this name. */
    void opened(String dockId, String name) {
        docks.compute(dockId, (any, known) -> {
            Names names = known == null ? new Names(new ConcurrentHashMap<>(), new AtomicInteger()) : known;
            names.names().merge(name, 1, Integer::sum);
            return names;
        });
    }

    void closed(String dockId, String name) {
        docks.computeIfPresent(dockId, (any, known) -> {
            known.names().computeIfPresent(name, (same, count) -> count > 1 ? count - 1 : null);
            return known.names().isEmpty() ? null : known;
        });
    }

    PushEvent event(String dockId, String name) {
        return PushEvent.lasting(name, list(dockId));
    }

    void received(@Observes(during = AFTER_SUCCESS) PhotoAdded event) {
        changed(event.dockId());
    }

    void thumbnailReady(@Observes(during = AFTER_SUCCESS) ThumbnailReady event) {
        changed(event.dockId());
    }

    void removed(@Observes(during = AFTER_SUCCESS) PhotoRemoved event) {
        changed(event.dockId());
    }

    void reordered(@Observes(during = AFTER_SUCCESS) PhotosReordered event) {
        changed(event.dockId());
    }

    void closed(@Observes(during = AFTER_SUCCESS) DockClosed event) {
        Names known = docks.remove(event.dockId());
        if (known != null) {
            known.names()
                    .keySet()
                    .forEach(name ->
                            topics.publishIfRead(topicOf(event.dockId(), name), () -> PushEvent.last(name, "[]")));
        }
    }

    /** The observer's transaction has ended, and reading takes another: it happens on a thread of its own. */
    private void changed(String dockId) {
        Names known = docks.get(dockId);
        if (known != null && known.changes().getAndIncrement() == 0) {
            handOver(dockId, known);
        }
    }

    private void handOver(String dockId, Names known) {
        try {
            pool.execute(() -> publish(dockId, known));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The application stops, and its streams with it", e);
        }
    }

    private void publish(String dockId, Names known) {
        int seen;
        do {
            seen = known.changes().get();
            try {
                String list = list(dockId);
                known.names()
                        .keySet()
                        .forEach(name ->
                                topics.publishIfRead(topicOf(dockId, name), () -> PushEvent.lasting(name, list)));
            } catch (RuntimeException | Error e) {
                // The count stays above zero, so nobody else begins: the change is owed until a list can be read again.
                LOG.log(Level.WARNING, "The list of a dock's photos could not be read, it is tried again", e);
                owed.add(dockId);
                return;
            }
        } while (known.changes().addAndGet(-seen) != 0);
    }

    /** Hands over only: a database that is away holds the pool, and not this clock. */
    private void payDebts() {
        for (String dockId : owed) {
            owed.remove(dockId);
            Names known = docks.get(dockId);
            if (known != null) {
                handOver(dockId, known);
            }
        }
    }

    private String list(String dockId) {
        return photos.views(dockId).stream()
                .map((PhotoView photo) -> JsonWriter.write(photo))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
