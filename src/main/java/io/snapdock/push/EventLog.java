package io.snapdock.push;

import java.util.Arrays;
import java.util.Optional;

/**
 * What happened in a topic, in order and already encoded, as far back as its bounds allow. Readers are cursors into it, so live
 * and replay are the same reading. Not thread-safe; its topic guards it.
 */
final class EventLog {

    private static final int FIRST_SIZE = 16;

    /** An event with its place. */
    record Entry(long sequence, PushEvent event, EncodedEvent encoded) {

        boolean isPassing() {
            return event.kind() == PushEvent.Kind.PASSING;
        }

        boolean isLast() {
            return event.kind() == PushEvent.Kind.LAST;
        }
    }

    private final int maxEvents;
    private final long maxBytes;

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
        bytes += entry.encoded().length();
        // The newest always stays, or nobody would get it.
        while (count > 1 && bytes > maxBytes) {
            dropFirst();
        }
    }

    long lastSequence() {
        return lastSequence;
    }

    /** Whether everything behind this place is still here. */
    boolean holdsAllAfter(long sequence) {
        return sequence <= lastSequence && sequence >= lastSequence - count;
    }

    /** The first event behind a place; empty when there is none yet. The place must be {@linkplain #holdsAllAfter held}. */
    Optional<Entry> after(long sequence) {
        return sequence >= lastSequence ? Optional.empty() : Optional.of(ring[index(sequence + 1)]);
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
        int first = index(lastSequence - count + 1);
        bytes -= ring[first].encoded().length();
        ring[first] = null;
        count--;
    }

    private int index(long sequence) {
        return (int) (sequence % ring.length);
    }
}
