package io.snapdock.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * What happened in a topic, in order, as far back as its bounds allow. Readers are cursors into it, so live and replay are the
 * same reading. Not thread-safe; its topic guards it.
 */
final class EventLog {

    /** An event with its place. */
    record Entry(long sequence, PushEvent event) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final int maxEvents;
    private final long maxChars;
    private long lastSequence;
    private long chars;

    EventLog(int maxEvents, long maxChars) {
        this.maxEvents = maxEvents;
        this.maxChars = maxChars;
    }

    long append(PushEvent event) {
        lastSequence++;
        entries.addLast(new Entry(lastSequence, event));
        chars += event.data().length();
        // The newest always stays, or nobody would get it.
        while (entries.size() > 1 && (entries.size() > maxEvents || chars > maxChars)) {
            chars -= entries.removeFirst().event().data().length();
        }
        return lastSequence;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** Whether everything behind this place is still here. */
    boolean holdsAllAfter(long sequence) {
        return sequence <= lastSequence && sequence >= lastSequence - entries.size();
    }

    /** The first event behind a place; empty when there is none yet. */
    Optional<Entry> after(long sequence) {
        if (sequence >= lastSequence) {
            return Optional.empty();
        }
        // Most readers are near the end: count from there.
        Iterator<Entry> fromEnd = entries.descendingIterator();
        Entry found = null;
        while (fromEnd.hasNext()) {
            Entry entry = fromEnd.next();
            if (entry.sequence() <= sequence) {
                break;
            }
            found = entry;
        }
        return Optional.ofNullable(found);
    }
}
