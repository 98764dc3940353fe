package io.snapdock.push.log;

import io.snapdock.push.event.EventEncoder;
import io.snapdock.push.event.EventId;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One life of a topic's log: encodes events, gives them their places, and says what comes after one. Thread-safe. Its bytes are counted in a budget that all
 * logs share; when it is forgotten it gives them back and takes nothing any more.
 */
public final class TopicLog {

    private final String epoch;
    private final EventLog events;
    private final PassingEvents passing = new PassingEvents();
    private final Chunks chunks = new Chunks(this);
    private final LogBudget budget;

    /** The newest places, to be looked at without the lock. */
    private volatile long lastSequence;

    private volatile long lastPassing;
    private volatile boolean ended;

    private volatile boolean forgotten;
    private long counted;

    /** The newest places when {@link #idle} last looked. */
    private long idleSince;

    public TopicLog(String epoch, LogLimits limits, LogBudget budget) {
        this.epoch = epoch;
        this.events = new EventLog(limits.events(), limits.bytes());
        this.budget = budget;
    }

    /**
     * What became of an event.
     *
     * @param id its place; for a passing event the place after which it stands
     * @param bytes what there is to write for each reader; 0 when it is there already
     */
    public record Appended(EventId id, int bytes) {}

    /** An event as a reader takes it: its bytes, and where the reader is then. */
    public record Next(long cursor, long passed, byte[] bytes, boolean isLast) {}

    /**
     * Encodes an event once and appends it.
     *
     * @param key the publisher's own name for the event: while the log holds one with this key, it is not appended again. Null for none
     * @return empty when the log was forgotten: there is another one by now
     */
    public Optional<Appended> append(PushEvent event, String key) {
        byte[] body = EventEncoder.body(event);
        synchronized (this) {
            if (forgotten) {
                return Optional.empty();
            }
            Optional<Long> before = key == null ? Optional.empty() : events.sequenceOf(key);
            if (before.isPresent()) {
                return Optional.of(new Appended(id(before.get()), 0));
            }
            // A passing event has no id: a reader that resumed from it would ask for a place in the middle of nothing.
            boolean isPassing = event.kind() == PushEvent.Kind.PASSING;
            byte[] block = isPassing ? EventEncoder.block(body) : appendLasting(event, body, key);
            if (isPassing) {
                passing.add(events.lastSequence(), block);
                lastPassing = passing.last();
            }
            count();
            return Optional.of(new Appended(id(events.lastSequence()), block.length));
        }
    }

    private byte[] appendLasting(PushEvent event, byte[] body, String key) {
        long sequence = events.lastSequence() + 1;
        boolean isLast = event.kind() == PushEvent.Kind.LAST;
        byte[] block = EventEncoder.block(id(sequence), body);
        events.append(new EventLog.Entry(sequence, block, key, isLast));
        ended |= isLast;
        lastSequence = sequence;
        return block;
    }

    /**
     * Where a reader begins, and whether it must be set right.
     *
     * @param state whether snapshots set readers right, and not events
     */
    public synchronized Beginning beginning(Start start, boolean state) {
        Optional<Long> left = start.id()
                .filter(id -> id.epoch().equals(epoch) && events.holdsAllAfter(id.sequence()))
                .map(EventId::sequence);
        if (left.isPresent()) {
            return new Beginning(left.get(), passing.last(), true, false);
        }
        if (state || start.kind() == Start.Kind.NOW) {
            return newest();
        }
        // The earliest is the first event that there was; when that is not held any more, something is missing.
        boolean gap = start.kind() == Start.Kind.AFTER || events.heldAfter() > 0;
        return new Beginning(events.heldAfter(), passing.last(), false, gap);
    }

    /** After all that there is. */
    public synchronized Beginning newest() {
        return new Beginning(events.lastSequence(), passing.last(), false, false);
    }

    /** What waits after a place, up to one write; null when the log does not hold it any more. */
    public Chunk chunk(long cursor, long passed) {
        return chunks.after(cursor, passed, lastSequence, lastPassing);
    }

    /** The one event that comes next after a place; null when the log does not hold it any more. For a reader that takes from several logs in turns. */
    public synchronized Chunk one(long cursor, long passed) {
        if (!holdsAllAfter(cursor)) {
            return null;
        }
        Next next = next(cursor, passed);
        return next == null
                ? Chunk.nothing(cursor, passed)
                : new Chunk(cursor, passed, next.cursor(), next.passed(), next.bytes(), 1, false, next.isLast());
    }

    /** The next event after a place that is {@linkplain #holdsAllAfter held}, or null when there is none yet. */
    public synchronized Next next(long cursor, long passed) {
        PassingEvents.Passing word = passing.after(passed);
        if (word != null && word.after() <= cursor) {
            return new Next(cursor, word.number(), word.bytes(), false);
        }
        EventLog.Entry entry = events.after(cursor);
        return entry == null ? null : new Next(entry.sequence(), passed, entry.bytes(), entry.isLast());
    }

    /** Whether all that lasts and came after this place is still here. */
    public synchronized boolean holdsAllAfter(long cursor) {
        return events.holdsAllAfter(cursor);
    }

    /** The place before the first event that is held. */
    public synchronized long heldAfter() {
        return events.heldAfter();
    }

    /** Whether there is nothing after this place yet. */
    public boolean isNewest(long cursor, long passed) {
        return cursor == lastSequence && passed == lastPassing;
    }

    public long lastSequence() {
        return lastSequence;
    }

    /** Whether the topic's last event is in it. */
    public boolean isEnded() {
        return ended;
    }

    /** A block that leads a reader to this place, and fires nothing. */
    public byte[] heartbeat(long cursor) {
        return EventEncoder.heartbeat(id(cursor));
    }

    /** Tells a reader that something is missing, and which event comes next. Its id is the place before that one. */
    public byte[] gap(long cursor) {
        var event = PushEvent.lasting(PushEvent.GAP, "{\"firstId\":\"" + id(cursor + 1) + "\"}");
        return EventEncoder.block(id(cursor), EventEncoder.body(event));
    }

    /** An event of one reader's own, at a place of the log. */
    public byte[] snapshot(PushEvent event, long cursor) {
        return EventEncoder.block(id(cursor), EventEncoder.body(event));
    }

    /** What it takes of the budget. */
    public synchronized long bytes() {
        return counted;
    }

    /** Lets the older half go, for there is no room for all. The newest stays, or nobody would get it. */
    public synchronized void halve() {
        events.dropDownTo(events.bytes() / 2);
        passing.shrink();
        chunks.forget();
        count();
    }

    /** To be called now and then: what was joined for readers is let go when nothing has come since the last time. */
    public void idle() {
        long now = lastSequence + lastPassing;
        if (now == idleSince) {
            chunks.forget();
        }
        idleSince = now;
    }

    /**
     * Does something unless the log is forgotten, and keeps it from being forgotten meanwhile.
     *
     * @return whether it was done
     */
    public synchronized boolean whileKept(Runnable act) {
        if (!forgotten) {
            act.run();
        }
        return !forgotten;
    }

    /**
     * Forgets it when that is right.
     *
     * @return whether it is forgotten
     */
    public synchronized boolean forgetIf(BooleanSupplier isRight) {
        if (!forgotten && isRight.getAsBoolean()) {
            forgotten = true;
            budget.add(-counted);
            counted = 0;
        }
        return forgotten;
    }

    public boolean isForgotten() {
        return forgotten;
    }

    /** A place as its readers know it. */
    public EventId id(long sequence) {
        return new EventId(epoch, sequence);
    }

    private void count() {
        long now = events.bytes() + passing.bytes();
        budget.add(now - counted);
        counted = now;
    }
}
