package example.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** The host's own stream: two events and the end. */
@Path("events")
public class Events {
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void get(@Context Sse sse, @Context SseEventSink sink) {
        sink.send(sse.newEvent("one"))
                .thenCompose(any -> sink.send(sse.newEvent("two")))
                .thenRun(sink::close);
    }
}
