package io.snapdock.live;

import io.snapdock.dock.DockClosed;
import io.snapdock.dock.phone.Phone;
import io.snapdock.dock.phone.Whereabouts;
import io.snapdock.own.Own;
import io.snapdock.settings.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which phones have their page open, told by their streams. Lives in memory, as streams do. */
@ApplicationScoped
public class Presence implements Whereabouts {

    /** More goodbyes of one phone than this do not overtake their streams at once. */
    private static final int MOST_OVERTAKEN = 8;

    /** @param overtaken streams whose goodbye came before they did; the oldest first */
    private record Streams(Set<String> open, Set<String> overtaken) {

        Streams() {
            this(new HashSet<>(), new LinkedHashSet<>());
        }
    }

    /** Streams by phone, by dock; a phone that has left stays with none open until its dock ends. */
    private final Map<String, Map<String, Streams>> streams = new ConcurrentHashMap<>();

    @Inject
    @Own
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
        Streams of = ofPhone(dockId, phoneId);
        synchronized (of) {
            return !of.overtaken().remove(stream)
                    && of.open().add(stream)
                    && of.open().size() == 1;
        }
    }

    /**
     * The phone says that a stream ends. The two come by different connections, so this may be known before the stream has
     * begun: then it does not count when it comes.
     *
     * @return whether that was its last stream, or would have been its first
     */
    boolean goodbye(String dockId, String phoneId, String stream) {
        boolean isNew = isOpen(dockId, phoneId).isEmpty();
        Streams of = ofPhone(dockId, phoneId);
        synchronized (of) {
            if (of.open().remove(stream)) {
                return of.open().isEmpty();
            }
            of.overtaken().add(stream);
            if (of.overtaken().size() > MOST_OVERTAKEN) {
                of.overtaken().remove(of.overtaken().iterator().next());
            }
            return isNew && of.open().isEmpty();
        }
    }

    private Streams ofPhone(String dockId, String phoneId) {
        return streams.computeIfAbsent(dockId, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(phoneId, any -> new Streams());
    }

    /**
     * Its connection has ended.
     *
     * @return whether that was its last stream, in a dock that has not ended
     */
    boolean closed(String dockId, String phoneId, String stream) {
        Streams of = streams.getOrDefault(dockId, Map.of()).get(phoneId);
        if (of == null) {
            return false;
        }
        synchronized (of) {
            return of.open().remove(stream) && of.open().isEmpty();
        }
    }

    @Override
    public Openness of(String dockId, String phoneId) {
        return isOpen(dockId, phoneId)
                .map(open -> open ? Openness.HERE : Openness.AWAY)
                .orElse(Openness.NEVER_CAME);
    }

    /** How many phones have their page open, by dock; docks with none are left out. */
    public Map<String, Integer> connected() {
        Map<String, Integer> counts = new HashMap<>();
        streams.forEach((dockId, phones) -> {
            int open = 0;
            for (Streams of : phones.values()) {
                synchronized (of) {
                    open += of.open().isEmpty() ? 0 : 1;
                }
            }
            if (open > 0) {
                counts.put(dockId, open);
            }
        });
        return counts;
    }

    /** A phone that has joined is here until its first stream has come and gone; clients without a stream never leave. */
    boolean isHere(String dockId, Phone phone) {
        return isOpen(dockId, phone.id()).orElseGet(() -> phone.joinedAt().isAfter(startedAt));
    }

    /** Whether a phone has a stream; empty when it never had one. */
    Optional<Boolean> isOpen(String dockId, String phoneId) {
        Streams of = streams.getOrDefault(dockId, Map.of()).get(phoneId);
        if (of == null) {
            return Optional.empty();
        }
        synchronized (of) {
            return Optional.of(!of.open().isEmpty());
        }
    }
}
