package io.snapdock.live;

import io.snapdock.dock.Access;
import io.snapdock.dock.Dock;
import io.snapdock.dock.DockClosed;
import io.snapdock.dock.DockState;
import io.snapdock.dock.Docks;
import io.snapdock.dock.PhoneView;
import io.snapdock.problem.ProblemException;
import io.snapdock.push.EventId;
import io.snapdock.push.PushEvent;
import io.snapdock.push.ReaderStream;
import io.snapdock.push.Subscription;
import io.snapdock.push.Topic;
import io.snapdock.push.Topics;
import io.snapdock.web.JsonWriter;
import io.snapdock.web.PublicAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is in a dock: once, and as a stream. */
@Path("docks/{dock}")
@RequestScoped
public class DockStreamResource {

    /** Soon enough not to be missed, late enough for a server that restarts. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    @Inject
    private Access access;

    @Inject
    private Docks docks;

    @Inject
    private Snapshots snapshots;

    @Inject
    private DockEvents events;

    @Inject
    private Presence presence;

    @Inject
    private Topics topics;

    @Inject
    private PublicAddress publicAddress;

    @PathParam("dock")
    private String dockId;

    @Context
    private HttpHeaders headers;

    /** The snapshot for the owner, with the join link. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response snapshot(@Context HttpServletRequest request) {
        Access.Owner owner = access.owner(dockId, headers);
        List<String> addresses = publicAddress.candidates(request);
        return Response.ok(snapshots.of(owner.dock()).withInvitation(owner.joinUrl(addresses.get(0)), addresses))
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
        Access.Member member = access.member(dockId, headers);
        // Refusals must come before the sink is touched: from then on the answer is a stream.
        if (!topics.hasRoom()) {
            throw new ProblemException(LiveProblem.TOO_MANY_STREAMS);
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        String header = headers.getHeaderString("Last-Event-ID");
        Topic topic = topics.topic(DockEvents.topicOf(dockId));
        member.phoneId().ifPresent(phone -> came(member.dock(), phone));
        var subscription = new Subscription(
                EventId.parse(header != null ? header : lastEventId),
                () -> PushEvent.lasting("snapshot", JsonWriter.write(snapshots.of(member.dock()))),
                RETRY,
                closed(member, presence, events));
        topic.register(ReaderStream.begin(sink, sse, request), subscription);
        if (docks.find(dockId).isEmpty()) {
            // It ended between the check of the key and the registration: nobody else would tell this reader.
            events.dockClosed(new DockClosed(dockId, DockState.CLOSED));
        }
    }

    private void came(Dock dock, String phoneId) {
        boolean wasAway = presence.opened(dock.id(), phoneId);
        Optional<PhoneView> phone = docks.phones(dock.id()).stream()
                .filter(one -> one.id().equals(phoneId))
                .map(one -> PhoneView.of(one, true))
                .findFirst();
        if (wasAway) {
            phone.ifPresent(one -> events.phoneCame(dock.id(), one));
        }
    }

    /** Runs long after the request: takes only application-scoped beans along. */
    private static Runnable closed(Access.Member member, Presence presence, DockEvents events) {
        String dockId = member.dock().id();
        return () -> member.phoneId()
                .filter(phone -> presence.closed(dockId, phone))
                .ifPresent(phone -> events.phoneLeft(dockId, phone));
    }
}
