package io.snapdock.push;

/** One open stream, as its topic sees it. No method waits for whoever reads. */
interface Reader {

    /** Says that the log has something new. */
    void wake();

    /** Asks for a sign of life on an idle stream, and ends one that has not taken anything for too long. */
    void beat();

    /** Ends the stream. */
    void close();

    /** Ends the stream while the application stops. */
    void shutDown();
}
