package io.snapdock.push.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in a topic, in order and already encoded, as far back as its bounds allow. Readers are cursors into it, so live
 * and replay are the same reading. Not thread-safe; its topic guards it.
 */
final class EventLog {

    private static final int FIRST_SIZE = 16;

    /** What an entry takes beside its bytes: objects, a place in the ring, perhaps one among the keys. */
    static final int ENTRY_BYTES = 128;

    /**
     * An event with its place.
     *
     * @param bytes the whole block
     * @param key the publisher's own name for it, or null
     * @param isLast whether streams end after it
     */
    record Entry(long sequence, byte[] bytes, String key, boolean isLast) {

        private long size() {
            return bytes.length + (key == null ? 0L : key.length()) + ENTRY_BYTES;
        }
    }

    private final int maxEvents;
    private final long maxBytes;
    private final Map<String, Long> sequencesByKey = new HashMap<>();

    /** The entry of sequence s stands at s modulo the length. Grows up to the bound. */
    private Entry[] ring;

    private int count;
    private long lastSequence;
    private long bytes;

    EventLog(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.ring = new Entry[Math.min(FIRST_SIZE, maxEvents)];
    }

    void append(Entry entry) {
        if (entry.sequence() != lastSequence + 1) {
            throw new IllegalArgumentException("Sequences have no holes");
        }
        if (count == ring.length) {
            makeRoom();
        }
        lastSequence++;
        ring[index(lastSequence)] = entry;
        count++;
        bytes += entry.size();
        if (entry.key() != null) {
            sequencesByKey.put(entry.key(), entry.sequence());
        }
        dropDownTo(maxBytes);
    }

    /** Drops the oldest until the rest takes no more than this. The newest always stays, or nobody would get it. */
    void dropDownTo(long most) {
        while (count > 1 && bytes > most) {
            dropFirst();
        }
    }

    long bytes() {
        return bytes;
    }

    /** The place of an event that was published under this key and is still held. */
    Optional<Long> sequenceOf(String key) {
        return Optional.ofNullable(sequencesByKey.get(key));
    }

    long lastSequence() {
        return lastSequence;
    }

    /** The place before the first event that is held. */
    long heldAfter() {
        return lastSequence - count;
    }

    /** Whether everything behind this place is still here. */
    boolean holdsAllAfter(long sequence) {
        return sequence <= lastSequence && sequence >= heldAfter();
    }

    /** The first event behind a place, or null when there is none yet. The place must be {@linkplain #holdsAllAfter held}. */
    Entry after(long sequence) {
        return sequence >= lastSequence ? null : ring[index(sequence + 1)];
    }

    private void makeRoom() {
        if (ring.length == maxEvents) {
            dropFirst();
            return;
        }
        Entry[] all = ring;
        ring = new Entry[(int) Math.min(maxEvents, 2L * all.length)];
        Arrays.stream(all).forEach(entry -> ring[index(entry.sequence())] = entry);
    }

    private void dropFirst() {
        int at = index(lastSequence - count + 1);
        Entry first = ring[at];
        bytes -= first.size();
        ring[at] = null;
        count--;
        if (first.key() != null) {
            sequencesByKey.remove(first.key(), first.sequence());
        }
    }

    private int index(long sequence) {
        return (int) (sequence % ring.length);
    }
}
