package io.snapdock.dock;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets changes of one dock happen one after another, commit and events included. Without it two transactions could commit in
 * one order and announce themselves in the other: the desktop would remove a photo first and then be told that it came.
 *
 * <p>Locks are shared by docks whose ids fall together; a turn is one short transaction, so that costs little. Never wait for a
 * phone, a reader or the disk of an upload inside a turn.
 */
@ApplicationScoped
public class DockTurns {

    private static final int LOCKS = 64;

    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    /** Runs a change in its dock's turn. The transaction must begin and end inside. */
    public <T> T take(String dockId, Supplier<T> change) {
        ReentrantLock lock = locks[Math.floorMod(dockId.hashCode(), LOCKS)];
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    /** {@link #take(String, Supplier)} for a change without a result. */
    public void take(String dockId, Runnable change) {
        take(dockId, () -> {
            change.run();
            return null;
        });
    }
}
