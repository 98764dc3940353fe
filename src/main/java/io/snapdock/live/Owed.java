package io.snapdock.live;

import io.snapdock.ground.Pool;
import io.snapdock.problem.Outage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Work that a change asks for, one after the other for each dock, so that no older result follows a newer one. Changes that come while it runs are joined into one more round. Work that
 * fails stays owed: without that the first failure would be the last that anybody heard of the dock.
 */
final class Owed {

    private static final Logger LOG = System.getLogger(Owed.class.getName());

    private final Pool pool;
    private final Consumer<String> work;

    /** Changes that are not worked off yet, by dock; who makes the first one hands over, also for those who come meanwhile. */
    private final Map<String, AtomicInteger> changes = new ConcurrentHashMap<>();

    /** Docks whose work has failed. */
    private final Map<String, AtomicInteger> failed = new ConcurrentHashMap<>();

    /** @param work may wait, and may throw anything */
    Owed(Pool pool, Consumer<String> work) {
        this.pool = pool;
        this.work = work;
    }

    /** Comes back at once. */
    void changed(String dockId) {
        boolean[] isFirst = {false};
        AtomicInteger own = changes.compute(dockId, (any, known) -> {
            AtomicInteger count = known == null ? new AtomicInteger() : known;
            isFirst[0] = count.getAndIncrement() == 0;
            return count;
        });
        if (isFirst[0]) {
            handOver(dockId, own);
        }
    }

    /** Tries again what has failed. Hands over only: a database that is away holds the pool, and not the caller's clock. */
    void tryAgain() {
        failed.forEach((dockId, own) -> {
            failed.remove(dockId, own);
            handOver(dockId, own);
        });
    }

    private void handOver(String dockId, AtomicInteger own) {
        try {
            pool.execute(() -> workOff(dockId, own));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The application stops, and its streams with it", e);
        }
    }

    private void workOff(String dockId, AtomicInteger own) {
        boolean more = true;
        while (more) {
            int seen = own.get();
            try {
                work.accept(dockId);
            } catch (Throwable e) {
                // The count stays above zero, so nobody else begins meanwhile.
                LOG.log(
                        Outage.isCauseOf(e) ? Level.DEBUG : Level.WARNING,
                        "What a change of dock " + dockId + " asks for has failed and is tried again",
                        e);
                failed.put(dockId, own);
                return;
            }
            more = changes.compute(dockId, (any, known) -> own.addAndGet(-seen) == 0 ? null : known) != null;
        }
    }
}
