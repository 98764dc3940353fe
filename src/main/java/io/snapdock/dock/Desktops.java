package io.snapdock.dock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each dock's owner was last heard of, by a request or an open stream. In memory: after a restart all were heard of just then. */
@ApplicationScoped
public class Desktops {

    private final long startNanos = System.nanoTime();
    private final Map<String, Desktop> desktops = new ConcurrentHashMap<>();

    private record Desktop(int streams, long nanos) {}

    /** The owner made a call. */
    public void heardOf(String dockId) {
        add(dockId, 0);
    }

    /** The owner's stream begins; {@link #left} follows. */
    public void came(String dockId) {
        add(dockId, 1);
    }

    /** The owner's stream has ended. */
    public void left(String dockId) {
        add(dockId, -1);
    }

    private void add(String dockId, int streams) {
        desktops.merge(
                dockId,
                new Desktop(Math.max(0, streams), System.nanoTime()),
                (known, news) -> new Desktop(Math.max(0, known.streams() + streams), news.nanos()));
    }

    /** Whether the owner has no stream open and was not heard of for so long. */
    boolean isGone(String dockId, Duration silence) {
        Desktop desktop = desktops.getOrDefault(dockId, new Desktop(0, startNanos));
        return desktop.streams() == 0 && System.nanoTime() - desktop.nanos() >= silence.toNanos();
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockClosed event) {
        desktops.remove(event.dockId());
    }
}
