package io.snapdock.live;

import io.snapdock.dock.DockClosed;
import io.snapdock.dock.Phone;
import io.snapdock.dock.Whereabouts;
import io.snapdock.settings.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which phones have their page open, told by their streams. Lives in memory, as streams do. */
@ApplicationScoped
public class Presence implements Whereabouts {

    /** Open streams by phone, by dock; a phone that has left stays with none until its dock ends. */
    private final Map<String, Map<String, Set<String>>> streams = new ConcurrentHashMap<>();

    @Inject
    private Clock clock;

    private volatile Instant startedAt = Instant.MAX;

    void start(@Observes Started started) {
        startedAt = clock.instant();
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockClosed event) {
        streams.remove(event.dockId());
    }

    /**
     * @param stream names this stream among those of the phone
     * @return whether it was away
     */
    boolean opened(String dockId, String phoneId, String stream) {
        Set<String> open = streams.computeIfAbsent(dockId, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(phoneId, any -> new HashSet<>());
        synchronized (open) {
            return open.add(stream) && open.size() == 1;
        }
    }

    /**
     * Its connection has ended, or the phone says that it will: whichever comes first counts.
     *
     * @return whether that was its last stream, in a dock that has not ended
     */
    boolean closed(String dockId, String phoneId, String stream) {
        Set<String> open = streams.getOrDefault(dockId, Map.of()).get(phoneId);
        if (open == null) {
            return false;
        }
        synchronized (open) {
            return open.remove(stream) && open.isEmpty();
        }
    }

    @Override
    public Openness of(String dockId, String phoneId) {
        return isOpen(dockId, phoneId)
                .map(open -> open ? Openness.HERE : Openness.AWAY)
                .orElse(Openness.NEVER_CAME);
    }

    /** A phone that has joined is here until its first stream has come and gone; clients without a stream never leave. */
    boolean isHere(String dockId, Phone phone) {
        return isOpen(dockId, phone.id()).orElseGet(() -> phone.joinedAt().isAfter(startedAt));
    }

    /** Whether a phone has a stream; empty when it never had one. */
    Optional<Boolean> isOpen(String dockId, String phoneId) {
        Set<String> open = streams.getOrDefault(dockId, Map.of()).get(phoneId);
        if (open == null) {
            return Optional.empty();
        }
        synchronized (open) {
            return Optional.of(!open.isEmpty());
        }
    }
}
