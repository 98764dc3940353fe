package io.snapdock.push.reader;

import io.snapdock.push.event.EventEncoder;
import io.snapdock.push.event.EventId;
import io.snapdock.push.event.NamedBlock;
import io.snapdock.push.event.Places;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.log.Chunk;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Several topics in one stream. They take turns, event by event, so one with much to say holds none of the others up. An event's name begins with that of its topic, its id is
 * the reader's place in all of them. Each begins, falls behind and ends by itself; when none is left, the stream ends.
 *
 * <p>A reader that takes nothing costs as much as with a single topic: events stay in their logs, and one snapshot at a time is made and held.
 */
public final class Feeds implements Source {

    private final StreamReader stream;
    private final ReaderStream way;
    private final Function<Throwable, String> reasons;
    private final List<Part> parts = new ArrayList<>();
    private final ByteArrayOutputStream refusals = new ByteArrayOutputStream();

    /** Changed by whoever does the looking only. */
    private byte[] opening;

    private int turn;

    /** Whether a log has passed its reader, and the settings say that its stream ends then. */
    private boolean isBehind;

    /** @param feed null for a topic that was refused */
    private record Part(String name, Feed feed) {
        private boolean isOver() {
            return feed == null || feed.over() != null;
        }
    }

    /**
     * @param maxAge the stream ends after this time; empty for the engine's own limit
     * @param reasons what a reader is told when one of the topics is refused to it, or its snapshot cannot be made
     */
    public Feeds(
            ReaderLimits limits,
            Threads threads,
            TopicListener listener,
            ReaderStream way,
            Function<Throwable, String> reasons,
            Optional<Duration> maxAge) {
        this.way = way;
        this.reasons = reasons;
        this.stream = new StreamReader(limits, threads, listener, way, maxAge.orElse(null));
        this.stream.of(this);
    }

    /**
     * Adds the next topic.
     *
     * @param name what its events' names begin with: one word
     * @return whether it reads; not when the log was forgotten
     */
    public boolean add(String name, Readers readers, Subscription subscription) {
        Feed feed = readers.join(stream, subscription, false);
        if (feed != null) {
            parts.add(new Part(name, feed));
        }
        return feed != null;
    }

    /** Has the next topic refused: its reader is told why, and the places keep their order. */
    public void refuse(String name, Throwable why) {
        parts.add(new Part(name, null));
        refusals.writeBytes(refusal(name, why));
    }

    private byte[] refusal(String name, Throwable why) {
        return EventEncoder.block(EventEncoder.body(PushEvent.lasting(name + " refused", reasons.apply(why))));
    }

    /** Begins, when all are there. */
    public void start() {
        var first = new ByteArrayOutputStream();
        first.writeBytes(EventEncoder.retry(Subscription.soon()));
        first.writeBytes(refusals.toByteArray());
        // An id at once, whatever comes: who leaves before the first event shall come back to these places.
        first.writeBytes(beat());
        opening = first.toByteArray();
        stream.start();
    }

    @Override
    public void begin() {
        for (Part part : parts) {
            if (part.feed() != null) {
                part.feed().begin();
            }
        }
        askNext();
    }

    @Override
    public boolean isWaiting() {
        if (opening != null) {
            return true;
        }
        if (isBehind) {
            return false;
        }
        for (Part part : parts) {
            if (!part.isOver() && part.feed().isWaiting()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Chunk take() {
        var bytes = new ByteArrayOutputStream();
        if (opening != null) {
            bytes.writeBytes(opening);
            opening = null;
        }
        int events = 0;
        int silent = 0;
        while (silent < parts.size() && bytes.size() < Chunk.BYTES) {
            Part part = parts.get(turn);
            turn = (turn + 1) % parts.size();
            if (part.isOver() || !part.feed().isWaiting()) {
                silent++;
            } else {
                silent = 0;
                events += takeOne(part, bytes);
            }
        }
        askNext();
        return Chunk.piece(bytes.toByteArray(), events);
    }

    private int takeOne(Part part, ByteArrayOutputStream bytes) {
        Feed feed = part.feed();
        Chunk one = feed.take();
        NamedBlock.append(bytes, one.bytes(), part.name(), places());
        if (feed.over() != null) {
            isBehind |= feed.over() == CloseReason.BEHIND;
            if (feed.failure() != null) {
                bytes.writeBytes(refusal(part.name(), feed.failure()));
            }
            feed.leave(way.sink());
        }
        return one.events();
    }

    /** Each snapshot may be large, so the next one is made when the one before is written. */
    private void askNext() {
        Feed next = null;
        for (Part part : parts) {
            if (!part.isOver()) {
                if (part.feed().isAsked()) {
                    return;
                }
                next = next == null && part.feed().isInNeed() ? part.feed() : next;
            }
        }
        if (next != null) {
            next.ask();
        }
    }

    @Override
    public CloseReason over() {
        if (isBehind) {
            return CloseReason.BEHIND;
        }
        for (Part part : parts) {
            if (!part.isOver()) {
                return null;
            }
        }
        return CloseReason.ENDED;
    }

    @Override
    public byte[] beat() {
        return EventEncoder.heartbeat(places());
    }

    private String places() {
        List<Optional<EventId>> all = new ArrayList<>(parts.size());
        for (Part part : parts) {
            all.add(part.feed() == null ? Optional.empty() : part.feed().place());
        }
        return Places.text(all);
    }

    @Override
    public void left(SseEventSink sink, CloseReason reason, Throwable error, Duration open) {
        for (Part part : parts) {
            if (part.feed() != null) {
                part.feed().left(sink, reason, error, open);
            }
        }
    }

    @Override
    public void tell() {
        for (Part part : parts) {
            if (part.feed() != null) {
                part.feed().tell();
            }
        }
    }
}
