package io.snapdock.push.reader;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.sse.SseEventSink;

/**
 * The way out to one reader: the sink that JAX-RS opened, and the asynchronous answer beneath it.
 *
 * @param sink begun, and not to be sent through again
 * @param place given back when the stream has ended
 */
public record ReaderStream(SseEventSink sink, AsyncContext async, Runnable place) {

    /**
     * The server's own buffer for each stream. Undertow would hold one of 16 KiB for as long as the stream is open, and we join what waits
     * into one write ourselves; everything that is longer goes past the buffer.
     */
    private static final int BUFFER_BYTES = 256;

    /**
     * Begins the answer with an empty comment: Jersey sends nothing, not even the head, before something goes through the
     * sink. From here on the answer's own stream is written to.
     */
    public static ReaderStream begin(Exchange exchange, Runnable place) {
        HttpServletResponse response = exchange.response();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.setBufferSize(BUFFER_BYTES);
        // The stage says nothing here: a reader that has gone already shows at the first write.
        Object unused = exchange.sink()
                .send(exchange.sse().newEventBuilder().comment("").build());
        return new ReaderStream(exchange.sink(), exchange.request().getAsyncContext(), place);
    }
}
