package io.snapdock.live;

import io.snapdock.dock.http.Access;
import io.snapdock.dock.session.Right;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.push.Reading;
import io.snapdock.push.Topics;
import io.snapdock.push.event.Start;
import io.snapdock.push.reader.Exchange;
import io.snapdock.web.ClientAddress;
import io.snapdock.web.PublicAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** What is in a dock: once, and as a stream. */
@Path(OwnPathFilter.PREFIX + "docks/{dock}")
public class DockStreamResource extends OwnResource {

    @Inject
    private Access access;

    @Inject
    private Snapshots snapshots;

    @Inject
    private DockStreams streams;

    @Inject
    private Farewells farewells;

    @Inject
    private Topics topics;

    @Inject
    private PublicAddress publicAddress;

    @Inject
    private ClientAddress clientAddress;

    @PathParam("dock")
    private String dockId;

    @Context
    private HttpHeaders headers;

    /** The snapshot for the desktop's side, with the join link for who may add photos. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response snapshot(@Context HttpServletRequest request) {
        Access.Member member = access.desktop(dockId, headers, Right.VIEW);
        return Response.ok(snapshots.of(member, publicAddress.candidates(request)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /**
     * The stream of a dock for its owner and its phones.
     *
     * @param lastEventId for clients that cannot set the header on their first request
     */
    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            @QueryParam("lastEventId") String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        Access.Member member = access.member(dockId, headers).expect(Right.VIEW);
        Start start = Start.of(headers.getHeaderString("Last-Event-ID"), lastEventId);
        Reading reading = streams.reading(member, start, DockStreams.connection(headers), clientAddress.of(request));
        topics.open(
                reading.topic(), reading.visitor(), reading.subscription(), new Exchange(sink, sse, request, response));
        streams.tellIfEnded(member);
    }

    /** What {@link #events} would answer. Without a method of its own the runtime would open a stream that nobody can read. */
    @HEAD
    @Path("events")
    public Response head() {
        access.member(dockId, headers).expect(Right.VIEW);
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }

    /**
     * A phone's page is about to go, so its stream is as good as ended: a connection says so only when something is written to it. Which one, {@code
     * Snapdock-Connection} says, as it did when the stream began.
     */
    @POST
    @Path("goodbye")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response goodbye() {
        Access.Member member = access.member(dockId, headers);
        DockStreams.connection(headers)
                .ifPresent(connection -> member.phoneId().ifPresent(phone -> farewells.say(dockId, phone, connection)));
        return Response.noContent().build();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends DockStreamResource {}
}
