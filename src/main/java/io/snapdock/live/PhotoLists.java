package io.snapdock.live;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import io.snapdock.dock.DockClosed;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoRemoved;
import io.snapdock.photo.PhotoView;
import io.snapdock.photo.Photos;
import io.snapdock.photo.PhotosReordered;
import io.snapdock.photo.ThumbnailReady;
import io.snapdock.push.Topics;
import io.snapdock.push.event.PushEvent;
import io.snapdock.web.JsonWriter;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** For readers of the older contract: a dock's photos as one list, published again whenever it has changed. */
@ApplicationScoped
public class PhotoLists {

    @Inject
    private Photos photos;

    @Inject
    private Topics topics;

    @Resource
    private ManagedExecutorService executor;

    /** The docks that have been read this way. */
    private final Map<String, Names> docks = new ConcurrentHashMap<>();

    /**
     * @param names the event names that readers of a dock have asked for
     * @param changes not published yet; who raises it from zero publishes, also for those who come meanwhile, so that no older list follows
     *     a newer one
     */
    private record Names(Set<String> names, AtomicInteger changes) {}

    /** The topic of a dock's list under an event name; from now on changes go there. */
    String topicOf(String dockId, String name) {
        docks.computeIfAbsent(dockId, any -> new Names(ConcurrentHashMap.newKeySet(), new AtomicInteger()))
                .names()
                .add(name);
        return pathOf(dockId, name);
    }

    private static String pathOf(String dockId, String name) {
        return "photos/" + dockId + "/" + name;
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
                    .forEach(name ->
                            topics.publishIfRead(pathOf(event.dockId(), name), () -> PushEvent.last(name, "[]")));
        }
    }

    /** The observer's transaction has ended, and reading takes another: it happens on a thread of its own. */
    private void changed(String dockId) {
        Names known = docks.get(dockId);
        if (known != null && known.changes().getAndIncrement() == 0) {
            executor.execute(() -> publish(dockId, known));
        }
    }

    private void publish(String dockId, Names known) {
        int seen;
        do {
            seen = known.changes().get();
            String list = list(dockId);
            known.names()
                    .forEach(name -> topics.publishIfRead(pathOf(dockId, name), () -> PushEvent.lasting(name, list)));
        } while (known.changes().addAndGet(-seen) != 0);
    }

    private String list(String dockId) {
        return photos.views(dockId).stream()
                .map((PhotoView photo) -> JsonWriter.write(photo))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
