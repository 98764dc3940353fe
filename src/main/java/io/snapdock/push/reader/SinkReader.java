package io.snapdock.push.reader;

import io.snapdock.push.event.Frame;
import io.snapdock.push.log.Beginning;
import io.snapdock.push.log.TopicLog;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A reader behind any {@link SseEventSink}, with one send on its way at a time. Sends run on the executor, not on the publisher's thread:
 * Jersey's block for up to 30 s when a reader stalls.
 */
final class SinkReader implements Reader {

    private static final long STALLED_NANOS = Duration.ofSeconds(10).toNanos();

    private final Readers readers;
    private final TopicLog log;
    private final SseEventSink sink;
    private final Executor executor;
    private final long openedNanos = System.nanoTime();

    /** Whoever has set it may send. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private final AtomicBoolean gone = new AtomicBoolean();
    private volatile boolean beatDue;
    private volatile CloseReason closing;
    private volatile long sentNanos = openedNanos;
    private volatile long cursor;
    private volatile long passed;

    SinkReader(Readers readers, TopicLog log, SseEventSink sink, Beginning beginning) {
        this.readers = readers;
        this.log = log;
        this.sink = sink;
        this.cursor = beginning.cursor();
        this.passed = beginning.passed();
        this.executor = readers.threads().sinks();
    }

    @Override
    public void wake() {
        if (busy.compareAndSet(false, true)) {
            executor.execute(this::sendNext);
        }
    }

    @Override
    public void tick(long nanos) {
        if (busy.get() && nanos - sentNanos > STALLED_NANOS) {
            // Not closed: on RESTEasy that may wait for a stalled reader for ever.
            leave(CloseReason.STALLED, new IOException("One event took more than " + Duration.ofNanos(STALLED_NANOS)));
        } else if (nanos - sentNanos > readers.limits().heartbeat().toNanos()) {
            beatDue = true;
            wake();
        }
    }

    @Override
    public void close(CloseReason reason) {
        closing = reason;
        wake();
    }

    @Override
    public void shutDown() {
        end(CloseReason.SHUTDOWN);
    }

    @Override
    public long cursor() {
        return cursor;
    }

    /** Sends what is next; the completion of that send looks for more. */
    private void sendNext() {
        sentNanos = System.nanoTime();
        if (gone.get()) {
            return;
        }
        if (!log.holdsAllAfter(cursor)) {
            fallenBehind();
            return;
        }
        TopicLog.Next next = log.next(cursor, passed);
        if (next != null) {
            cursor = next.cursor();
            passed = next.passed();
            send(Frame.of(next.bytes()), next.isLast());
        } else if (closing != null) {
            end(closing);
        } else if (beatDue) {
            beatDue = false;
            send(Frame.heartbeat(), false);
        } else {
            busy.set(false);
            // Something may have come after the look and before busy was given back.
            if (!log.isNewest(cursor, passed) || beatDue || closing != null) {
                wake();
            }
        }
    }

    private void fallenBehind() {
        if (readers.limits().slow() == ReaderLimits.SlowReaders.CLOSE) {
            end(CloseReason.BEHIND);
        } else {
            readers.listener().gap();
            cursor = log.heldAfter();
            send(Frame.of(log.gap(cursor)), false);
        }
    }

    private void send(Frame frame, boolean last) {
        CompletionStage<?> sent;
        try {
            sent = sink.send(frame);
        } catch (RuntimeException e) {
            // Both servers throw, rather than fail the stage, when the reader has gone.
            leave(CloseReason.GONE, e);
            return;
        }
        // On RESTEasy this runs on an I/O thread, which nothing may hold up: both ways hop to the executor.
        CompletionStage<?> unused =
                sent.whenComplete((nothing, error) -> executor.execute(() -> afterSend(error, last)));
    }

    private void afterSend(Throwable error, boolean last) {
        if (error != null) {
            leave(CloseReason.GONE, error);
        } else if (last) {
            end(CloseReason.ENDED);
        } else {
            sendNext();
        }
    }

    private void end(CloseReason reason) {
        if (leave(reason, null)) {
            try {
                sink.close();
            } catch (RuntimeException e) {
                // It was closed already, by the client; there is nothing left to do for it.
                System.getLogger(SinkReader.class.getName()).log(System.Logger.Level.TRACE, "Closing a stream", e);
            }
        }
    }

    /** After an error the sink is not closed: the runtime has ended the answer, and Undertow logs an ERROR for ending it again. */
    private boolean leave(CloseReason reason, Throwable error) {
        if (!gone.compareAndSet(false, true)) {
            return false;
        }
        readers.left(this, sink, reason, error, Duration.ofNanos(System.nanoTime() - openedNanos));
        return true;
    }
}
