package io.snapdock.host.hook;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Which messages came lately. What is older than this memory is refused by its time. */
final class SeenMessages {

    /** A time may be off in both directions. */
    private static final Duration KEPT = HookSignature.TOLERANCE.multipliedBy(2);

    private enum State {
        RUNNING,
        TAKEN
    }

    /** What to do with one. */
    enum Answer {
        NEW,
        /** Its observers are at work. */
        RUNNING,
        TAKEN
    }

    private record Seen(State state, Instant at) {}

    private final Map<String, Seen> seen = new HashMap<>();

    /** One that is new runs until {@link #end}. */
    synchronized Answer begin(String id, Instant now) {
        seen.values()
                .removeIf(
                        one -> one.state() == State.TAKEN && one.at().plus(KEPT).isBefore(now));
        Seen before = seen.putIfAbsent(id, new Seen(State.RUNNING, now));
        if (before == null) {
            return Answer.NEW;
        }
        return before.state() == State.RUNNING ? Answer.RUNNING : Answer.TAKEN;
    }

    /** @param isTaken whether it is done; else it may come again */
    synchronized void end(String id, boolean isTaken, Instant now) {
        if (isTaken) {
            seen.put(id, new Seen(State.TAKEN, now));
        } else {
            seen.remove(id);
        }
    }
}
