package io.snapdock.push.reader;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;

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

    /** Loaded with this class: when Payara stops an application, its class loader finds no more ({@link ReaderEnd}). */
    private static final Class<?> WITHOUT_SINK = AnswerSink.class;

    /**
     * Begins the answer with an empty comment: Jersey sends nothing, not even the head, before something goes through the
     * sink. From here on the answer's own stream is written to.
     */
    public static ReaderStream begin(Exchange exchange, Runnable place) {
        setHead(exchange.response());
        // The stage says nothing here: a reader that has gone already shows at the first write.
        Object unused = exchange.sink()
                .send(exchange.sse().newEventBuilder().comment("").build());
        return new ReaderStream(exchange.sink(), exchange.request().getAsyncContext(), place);
    }

    /**
     * Begins the answer of a resource method that had a body to read first, and so could not take a sink: a sink's answer begins when the method returns, and can be no error
     * any more.
     *
     * @param answer ended with the stream
     * @param async that of the request
     */
    public static ReaderStream begin(AsyncResponse answer, AsyncContext async, Runnable place) {
        var response = (HttpServletResponse) async.getResponse();
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(MediaType.SERVER_SENT_EVENTS);
        setHead(response);
        return new ReaderStream(new AnswerSink(answer), async, place);
    }

    /** Then its end by way of JAX-RS completes the request, which is too late when the application stops ({@link ReaderEnd#closeBody}). */
    boolean isWithoutSink() {
        return WITHOUT_SINK.isInstance(sink);
    }

    private static void setHead(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.setBufferSize(BUFFER_BYTES);
    }

    /** The end of an answer without a sink. By way of JAX-RS, which would else end the request once more (Jersey). The head is sent, so nothing of this is. */
    private record AnswerSink(AsyncResponse answer) implements SseEventSink {

        @Override
        public boolean isClosed() {
            return answer.isDone();
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            throw new IllegalStateException("The stream is written beneath it");
        }

        @Override
        public void close() {
            answer.resume(Response.ok().build());
        }
    }
}
