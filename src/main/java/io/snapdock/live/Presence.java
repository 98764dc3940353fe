package io.snapdock.live;

import io.snapdock.dock.Phone;
import io.snapdock.settings.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which phones have their page open, told by their streams. Lives in memory, as streams do. */
@ApplicationScoped
public class Presence {

    private final Map<String, Integer> streams = new ConcurrentHashMap<>();

    @Inject
    private Clock clock;

    private Instant startedAt = Instant.MAX;

    void start(@Observes Started started) {
        startedAt = clock.instant();
    }

    /** @return whether it was away */
    boolean opened(String phoneId) {
        return streams.merge(phoneId, 1, Integer::sum) == 1;
    }

    /** @return whether that was its last stream */
    boolean closed(String phoneId) {
        return streams.merge(phoneId, -1, Integer::sum) == 0;
    }

    /** A phone that has joined is here until its first stream has come and gone; clients without a stream never leave. */
    boolean isHere(Phone phone) {
        Integer open = streams.get(phone.id());
        return open == null ? phone.joinedAt().isAfter(startedAt) : open > 0;
    }
}
