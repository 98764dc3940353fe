package io.snapdock.upload;

import io.snapdock.dock.DockClosed;
import io.snapdock.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes each dock still has room for, counted while they come: a sender need not say how many it will send, and several send at once. Measured anew
 * by {@link UploadRows} whenever an upload begins; in between what comes without a length is taken off here, so that no byte waits for the database.
 */
@ApplicationScoped
public class DockRoom {

    private final Map<String, AtomicLong> left = new ConcurrentHashMap<>();

    /** What was measured, besides all that is there and all whose length is known. */
    void is(String dockId, long bytes) {
        left.computeIfAbsent(dockId, any -> new AtomicLong()).set(bytes);
    }

    boolean isKnown(String dockId) {
        return left.containsKey(dockId);
    }

    /** @throws ProblemException {@code dock-bytes-full}; then nothing was taken */
    void take(String dockId, long bytes) {
        AtomicLong room = left.get(dockId);
        if (room != null && room.addAndGet(-bytes) < 0) {
            room.addAndGet(bytes);
            throw new ProblemException(UploadProblem.DOCK_BYTES_FULL);
        }
    }

    void giveBack(String dockId, long bytes) {
        AtomicLong room = left.get(dockId);
        if (room != null) {
            room.addAndGet(bytes);
        }
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockClosed event) {
        left.remove(event.dockId());
    }
}
