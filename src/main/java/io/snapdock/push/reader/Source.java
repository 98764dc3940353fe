package io.snapdock.push.reader;

import io.snapdock.push.log.Chunk;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;

/** What one stream has to write: the events of one log, or of several. All but {@link #left} and {@link #tell} are called by one thread at a time. */
interface Source {

    /** Called once, before anything is taken. */
    void begin();

    /** Whether there is something to {@linkplain #take take}. Asked often, so it costs nothing. */
    boolean isWaiting();

    /** What is to be written next, in one write. To be called only when it will be written. May be empty all the same. */
    Chunk take();

    /** Why nothing comes any more; null when something may. */
    CloseReason over();

    /** A sign of life. */
    byte[] beat();

    /** The stream has ended, or is let go of. Called once. */
    void left(SseEventSink sink, CloseReason reason, Throwable error, Duration open);

    /** Tells whoever wanted to know that it has ended. May be called more than once. */
    void tell();
}
