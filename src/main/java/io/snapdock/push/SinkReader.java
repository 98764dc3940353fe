package io.snapdock.push;

import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A reader behind any {@link SseEventSink}, with one send on its way at a time. Sends run on the executor, not on the publisher's thread:
 * Jersey's block for up to 30 s when a reader stalls.
 */
final class SinkReader implements Reader {

    private final Topic topic;
    private final SseEventSink sink;
    private final Executor executor;

    /** Whoever has set it may send. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicBoolean beatDue = new AtomicBoolean();
    private volatile long cursor;

    SinkReader(Topic topic, SseEventSink sink, long cursor, Executor executor) {
        this.topic = topic;
        this.sink = sink;
        this.cursor = cursor;
        this.executor = executor;
    }

    @Override
    public void wake() {
        if (busy.compareAndSet(false, true)) {
            executor.execute(this::sendNext);
        }
    }

    @Override
    public void beat() {
        beatDue.set(true);
        wake();
    }

    @Override
    public void close() {
        end(null);
    }

    @Override
    public void shutDown() {
        end(null);
    }

    /** Sends what is next; the completion of that send looks for more. */
    private void sendNext() {
        if (gone.get()) {
            return;
        }
        if (!topic.holdsAllAfter(cursor)) {
            end(null);
            return;
        }
        Optional<EventLog.Entry> entry = topic.after(cursor);
        if (entry.isPresent()) {
            cursor = entry.get().sequence();
            send(Frame.of(topic.id(cursor), entry.get().event()), entry.get().isLast());
        } else if (beatDue.getAndSet(false)) {
            send(Frame.heartbeat(), false);
        } else {
            busy.set(false);
            // Something may have come after the look and before busy was given back.
            if (topic.lastSequence() > cursor || beatDue.get()) {
                wake();
            }
        }
    }

    private void send(Frame frame, boolean last) {
        CompletionStage<?> sent;
        try {
            sent = sink.send(frame);
        } catch (RuntimeException e) {
            // Both servers throw, rather than fail the stage, when the reader has gone.
            end(e);
            return;
        }
        // On RESTEasy this runs on an I/O thread, which nothing may hold up: both ways hop to the executor.
        CompletionStage<?> unused = sent.whenComplete(
                (nothing, error) -> executor.execute(error != null || last ? () -> end(error) : this::sendNext));
    }

    private void end(Throwable error) {
        if (!gone.compareAndSet(false, true)) {
            return;
        }
        topic.left(this, sink, error);
        if (error != null) {
            // The runtime has ended the answer with the write that failed; Undertow logs an ERROR for ending it again.
            return;
        }
        try {
            sink.close();
        } catch (RuntimeException e) {
            // It was closed already, by the client; there is nothing left to do for it.
            System.getLogger(SinkReader.class.getName()).log(System.Logger.Level.TRACE, "Closing a stream", e);
        }
    }
}
