package io.snapdock.push.reader;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The engine's own threads, by what may hold them: what waits in one of them holds none of the others, and none of the server's.
 *
 * @param announcers go round many readers; nothing in them waits
 * @param snapshots make the state of a topic, which may wait for a database
 * @param endings end streams, and tell who wants to know
 * @param sinks send to sinks that this package did not open itself; Jersey's wait for their reader
 */
public record Threads(Executor announcers, Executor snapshots, Executor endings, Executor sinks) {

    /**
     * Ends a stream on a thread that does nothing else. Who finds out that it has to end may be a thread with a request of its own, and Payara mixes up two requests when one
     * completes the other (WELD-000225 and others).
     */
    void end(Runnable ending) {
        try {
            endings.execute(ending);
        } catch (RejectedExecutionException e) {
            // The application stops, and nobody else would do it.
            System.getLogger(Threads.class.getName()).log(Level.TRACE, "Ending a stream at once", e);
            ending.run();
        }
    }
}
