package io.snapdock.bench.stock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.atomic.AtomicLong;

/** One stream for all, by the server's own {@link SseBroadcaster}. */
@ApplicationScoped
@Path("")
public class StockResource {
    private final AtomicLong ids = new AtomicLong();
    private SseBroadcaster broadcaster;

    @GET
    @Path("health/ready")
    public String ready() {
        return "ready";
    }

    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void read(@Context SseEventSink sink, @Context Sse sse) {
        // Jersey sends the head with the first event only.
        Object unused = sink.send(sse.newEventBuilder().comment("").build());
        broadcaster(sse).register(sink);
    }

    @POST
    @Path("events")
    public Response publish(String data, @Context Sse sse) {
        var event = sse.newEventBuilder()
                .id(Long.toString(ids.incrementAndGet()))
                .data(data)
                .build();
        Object unused = broadcaster(sse).broadcast(event);
        return Response.accepted().build();
    }

    private synchronized SseBroadcaster broadcaster(Sse sse) {
        if (broadcaster == null) {
            broadcaster = sse.newBroadcaster();
        }
        return broadcaster;
    }
}
