package io.snapdock.push.reader;

import jakarta.servlet.ServletOutputStream;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * The ways to end an answer that has become a stream. None of them throws. No lambdas here: Payara stops applications when their class loader finds no
 * more classes, so what ends streams must all be loaded by then.
 */
final class ReaderEnd {

    private final ReaderStream stream;
    private final Runnable closed;

    /** @param closed told once when the reader has gone */
    ReaderEnd(ReaderStream stream, Runnable closed) {
        this.stream = stream;
        this.closed = closed;
    }

    SseEventSink sink() {
        return stream.sink();
    }

    ServletOutputStream output() throws IOException {
        return stream.async().getResponse().getOutputStream();
    }

    void completeAndTell() {
        complete();
        tell();
    }

    /** Gives the place back, and tells whoever asked for it. */
    void tell() {
        stream.place().run();
        try {
            closed.run();
        } catch (Throwable e) {
            System.getLogger(ReaderEnd.class.getName()).log(Level.ERROR, "The end of a stream could not be told", e);
        }
    }

    /**
     * Both are needed. Jersey ends the asynchronous request with its sink, and completed beneath it would complete it once more; RESTEasy's
     * sink waits for an output that is ours by now, and ends nothing.
     */
    void complete() {
        closeSink();
        try {
            stream.async().complete();
        } catch (RuntimeException e) {
            ended(e);
        }
    }

    /**
     * Closes the answer's body and leaves the rest of the request to the server: completing it would be dispatched to a thread
     * of WildFly's, which by then has no transaction service any more and logs errors.
     */
    void closeBody() {
        try {
            output().close();
        } catch (IOException | RuntimeException e) {
            ended(e);
        }
    }

    /** Ends the answer while the application stops: all that is to be done for the client, and no more than is safe for the server. */
    void stop() {
        if (!stream.isWithoutSink()) {
            closeSink();
        }
        closeBody();
    }

    private void closeSink() {
        try {
            stream.sink().close();
        } catch (RuntimeException e) {
            ended(e);
        }
    }

    /** The stream has ended already, by another way or by the client. */
    private static void ended(Exception e) {
        System.getLogger(ReaderEnd.class.getName()).log(Level.TRACE, "Ending a stream", e);
    }
}
