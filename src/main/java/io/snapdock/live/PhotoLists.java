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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** For readers of the older contract: a dock's photos as one list, published again whenever it has changed. */
@ApplicationScoped
public class PhotoLists {

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

    private Owed owed;

    /** The event names that readers of a dock have asked for, with the number of their streams; by dock. */
    private final Map<String, Map<String, Integer>> names = new ConcurrentHashMap<>();

    /** Reading a list may wait for a database, so it has threads of its own. */
    @PostConstruct
    void start() {
        pool = Pool.of("older-lists", THREADS, threadFactory);
        owed = new Owed(pool, this::publish);
        retrying = Ticker.start("older-lists-clock", AGAIN, threadFactory, owed::tryAgain);
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
        names.compute(dockId, (any, known) -> {
            Map<String, Integer> own = known == null ? new ConcurrentHashMap<>() : known;
            own.merge(name, 1, Integer::sum);
            return own;
        });
    }

    void closed(String dockId, String name) {
        names.computeIfPresent(dockId, (any, own) -> {
            own.computeIfPresent(name, (same, count) -> count > 1 ? count - 1 : null);
            return own.isEmpty() ? null : own;
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
        Map<String, Integer> own = names.remove(event.dockId());
        if (own != null) {
            own.keySet()
                    .forEach(name ->
                            topics.publishIfRead(topicOf(event.dockId(), name), () -> PushEvent.last(name, "[]")));
        }
    }

    /** The observer's transaction has ended, and reading takes another: it happens on a thread of its own. */
    private void changed(String dockId) {
        if (names.containsKey(dockId)) {
            owed.changed(dockId);
        }
    }

    private void publish(String dockId) {
        Map<String, Integer> own = names.get(dockId);
        if (own != null) {
            String list = list(dockId);
            own.keySet()
                    .forEach(name -> topics.publishIfRead(topicOf(dockId, name), () -> PushEvent.lasting(name, list)));
        }
    }

    private String list(String dockId) {
        return photos.views(dockId).stream()
                .map((PhotoView photo) -> JsonWriter.write(photo))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
