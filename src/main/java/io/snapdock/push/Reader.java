package io.snapdock.push;

import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One open stream: a cursor into its topic's log and at most one send on its way. It has no queue, so a slow one costs no
 * memory; when the log has passed its cursor the stream is ended, and the client comes back for a snapshot.
 *
 * <p>Sends run on the executor, not on the publisher's thread: Jersey's block for up to 30 s when a reader stalls.
 */
final class Reader {

    /** Clients come back this soon after a cut. */
    private static final long RETRY_MILLIS = 2_000;

    private final Topic topic;
    private final SseEventSink sink;
    private final Runnable closed;
    private final Executor executor;

    /** Whoever has set it may send; it is set from the beginning until the reader has started. */
    private final AtomicBoolean busy = new AtomicBoolean(true);

    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicBoolean beatDue = new AtomicBoolean();

    /** What came before this place is a replay to this reader. */
    private final long liveFrom;

    private volatile long cursor;

    Reader(Topic topic, SseEventSink sink, long cursor, Runnable closed, Executor executor) {
        this.topic = topic;
        this.sink = sink;
        this.cursor = cursor;
        this.liveFrom = topic.lastSequence();
        this.closed = closed;
        this.executor = executor;
    }

    /** Sends the first block on this thread, so that the answer's head goes out at once on every server. */
    void start(Optional<PushEvent> snapshot) {
        send(new Frame(Optional.of(topic.id(cursor)), snapshot, RETRY_MILLIS));
    }

    void wake() {
        if (busy.compareAndSet(false, true)) {
            executor.execute(this::pump);
        }
    }

    void beat() {
        beatDue.set(true);
        wake();
    }

    void close() {
        end(null);
    }

    /** Sends what is behind the cursor until nothing is left or a send has to be waited for. */
    private void pump() {
        boolean more = true;
        while (more && !gone.get()) {
            Optional<Frame> next = next();
            if (next.isPresent()) {
                more = send(next.get());
            } else {
                busy.set(false);
                // Something may have come after the last look and before busy was given back.
                more = (topic.lastSequence() > cursor || beatDue.get()) && busy.compareAndSet(false, true);
            }
        }
    }

    private Optional<Frame> next() {
        if (!topic.holdsAllAfter(cursor)) {
            end(null);
            return Optional.empty();
        }
        for (var entry = topic.after(cursor); entry.isPresent(); entry = topic.after(cursor)) {
            cursor = entry.get().sequence();
            PushEvent event = entry.get().event();
            boolean stale = event.kind() == PushEvent.Kind.PASSING && cursor <= liveFrom;
            if (!stale) {
                return Optional.of(Frame.of(topic.id(cursor), event));
            }
        }
        return beatDue.getAndSet(false) ? Optional.of(Frame.heartbeat()) : Optional.empty();
    }

    /** @return whether the caller may go on; if not, the completion of this send does */
    private boolean send(Frame frame) {
        boolean last = frame.event().filter(event -> event.kind() == PushEvent.Kind.LAST).isPresent();
        CompletionStage<?> sent;
        try {
            sent = sink.send(frame);
        } catch (RuntimeException e) {
            // Both servers throw, rather than fail the stage, when the reader has gone.
            end(e);
            return false;
        }
        // On RESTEasy this runs on an I/O thread, which nothing may hold up: both ways hop to the executor.
        CompletionStage<?> unused =
                sent.whenComplete((nothing, error) -> executor.execute(error != null || last ? () -> end(error) : this::pump));
        return false;
    }

    private void end(Throwable error) {
        if (!gone.compareAndSet(false, true)) {
            return;
        }
        topic.left(this, sink, error);
        closed.run();
        if (error != null) {
            // The runtime has ended the answer with the write that failed; Undertow logs an ERROR for ending it again.
            return;
        }
        try {
            sink.close();
        } catch (RuntimeException e) {
            // It was closed already, by the client; there is nothing left to do for it.
            System.getLogger(Reader.class.getName()).log(System.Logger.Level.TRACE, "Closing a stream", e);
        }
    }
}
