package io.snapdock.live;

import io.snapdock.dock.Access;
import io.snapdock.dock.Dock;
import io.snapdock.dock.DockClosed;
import io.snapdock.dock.DockState;
import io.snapdock.dock.Docks;
import io.snapdock.dock.PhoneView;
import io.snapdock.push.ReaderStream;
import io.snapdock.push.Subscription;
import io.snapdock.push.Topics;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import io.snapdock.web.ClientAddress;
import io.snapdock.web.JsonWriter;
import io.snapdock.web.PublicAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is in a dock: once, and as a stream. */
@Path("docks/{dock}")
@RequestScoped
public class DockStreamResource {

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

    @Inject
    private ClientAddress clientAddress;

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
        String name = DockEvents.topicOf(dockId);
        Start start = Start.of(headers.getHeaderString("Last-Event-ID"), lastEventId);
        // Refusals must come before the sink is touched: from then on the answer is a stream.
        ReaderStream stream = topics.begin(name, clientAddress.of(request), sink, sse, request, response);
        member.phoneId().ifPresent(phone -> came(member.dock(), phone));
        var subscription = Subscription.toState(start, snapshotOf(dockId, docks, snapshots))
                .whenClosed(closed(member, presence, events));
        topics.topic(name).register(stream, subscription);
        if (docks.find(dockId).isEmpty()) {
            // It ended between the check of the key and the registration: nobody else would tell this reader.
            events.dockClosed(new DockClosed(dockId, DockState.CLOSED));
        }
    }

    /** What {@link #events} would answer. Without a method of its own the runtime would open a stream that nobody can read. */
    @HEAD
    @Path("events")
    public Response head() {
        Object unused = access.member(dockId, headers);
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }

    /** May run long after the request: takes only application-scoped beans along. */
    private static Supplier<PushEvent> snapshotOf(String dockId, Docks docks, Snapshots snapshots) {
        return () -> {
            Dock dock = docks.find(dockId).orElseThrow(() -> new IllegalStateException("The dock has ended"));
            return PushEvent.lasting("snapshot", JsonWriter.write(snapshots.of(dock)));
        };
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
