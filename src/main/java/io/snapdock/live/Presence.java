package io.snapdock.live;

import io.snapdock.dock.DockClosed;
import io.snapdock.dock.Phone;
import io.snapdock.settings.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which phones have their page open, told by their streams. Lives in memory, as streams do. */
@ApplicationScoped
public class Presence {

    /** Open streams by phone, by dock; a phone that has left stays with 0 until its dock ends. */
    private final Map<String, Map<String, Integer>> streams = new ConcurrentHashMap<>();

    @Inject
    private Clock clock;

    private volatile Instant startedAt = Instant.MAX;

    void start(@Observes Started started) {
        startedAt = clock.instant();
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockClosed event) {
        streams.remove(event.dockId());
    }

    /** @return whether it was away */
    boolean opened(String dockId, String phoneId) {
        return streams.computeIfAbsent(dockId, any -> new ConcurrentHashMap<>()).merge(phoneId, 1, Integer::sum) == 1;
    }

    /** @return whether that was its last stream, in a dock that has not ended */
    boolean closed(String dockId, String phoneId) {
        Map<String, Integer> ofDock = streams.get(dockId);
        return ofDock != null && ofDock.merge(phoneId, -1, Integer::sum) == 0;
    }

    /** A phone that has joined is here until its first stream has come and gone; clients without a stream never leave. */
    boolean isHere(String dockId, Phone phone) {
        Integer open = streams.getOrDefault(dockId, Map.of()).get(phone.id());
        return open == null ? phone.joinedAt().isAfter(startedAt) : open > 0;
    }
}
