package io.snapdock.push;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/**
 * The way out to one reader: the sink that JAX-RS opened, and the asynchronous answer beneath it.
 *
 * @param sink begun, and not to be sent through again
 */
public record ReaderStream(SseEventSink sink, AsyncContext async) {

    /**
     * Begins the answer with an empty comment: Jersey sends nothing, not even the head, before something goes through the
     * sink. From here on the answer's own stream is written to.
     */
    public static ReaderStream begin(SseEventSink sink, Sse sse, HttpServletRequest request) {
        // The stage says nothing here: a reader that has gone already shows at the first write.
        Object unused = sink.send(sse.newEventBuilder().comment("").build());
        return new ReaderStream(sink, request.getAsyncContext());
    }
}
