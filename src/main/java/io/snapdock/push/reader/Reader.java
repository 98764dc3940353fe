package io.snapdock.push.reader;

/** One open stream, as its topic sees it. No method waits for whoever reads. */
interface Reader {

    /** Says that the log has something new. */
    void wake();

    /**
     * Looks after the clock: a sign of life on an idle stream, an end for one that has taken nothing for too long or is too old.
     *
     * @param nanos {@link System#nanoTime()}
     */
    void tick(long nanos);

    /** Ends the stream once it has all that is in the log and its connection takes something. */
    void close(CloseReason reason);

    /** Ends the stream at once, because the application stops. */
    void shutDown();

    /** The place of the last event that it was given. */
    long cursor();
}
