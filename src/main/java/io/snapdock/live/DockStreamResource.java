package io.snapdock.live;

import io.snapdock.dock.Desktops;
import io.snapdock.dock.Dock;
import io.snapdock.dock.DockClosed;
import io.snapdock.dock.DockState;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Access;
import io.snapdock.dock.key.Ids;
import io.snapdock.dock.phone.PhoneView;
import io.snapdock.dock.session.Right;
import io.snapdock.push.Topics;
import io.snapdock.push.Visitor;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import io.snapdock.push.reader.Exchange;
import io.snapdock.push.reader.Subscription;
import io.snapdock.settings.Settings;
import io.snapdock.web.ClientAddress;
import io.snapdock.web.JsonWriter;
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
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What is in a dock: once, and as a stream. */
@Path("docks/{dock}")
@RequestScoped
public class DockStreamResource {

    private static final Pattern CONNECTION = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

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
    private Settings.Push push;

    @Inject
    private Farewells farewells;

    @Inject
    private Desktops desktops;

    @Inject
    private Topics topics;

    @Inject
    private PublicAddress publicAddress;

    @Inject
    private ClientAddress clientAddress;

    @Inject
    private Clock clock;

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
        Optional<PhoneView> phone = member.phoneId().flatMap(this::phone);
        String connection = connection().orElseGet(Ids::next);
        var subscription = Subscription.toState(start, snapshotOf(member, docks, snapshots))
                .attended(
                        member.isOwner()
                                ? () -> desktops.came(dockId)
                                : () -> phone.ifPresent(one -> came(one, connection)),
                        left(member, connection, presence, desktops, events));
        topics.open(
                member.isOwner() ? DockEvents.topicOf(dockId) : DockEvents.phonesTopicOf(dockId),
                visitor(member, clientAddress.of(request)),
                member.endsIn(clock.instant())
                        .filter(left -> left.compareTo(push.maxAge()) < 0)
                        .map(subscription::withMaxAge)
                        .orElse(subscription),
                new Exchange(sink, sse, request, response));
        tellIfEnded();
    }

    /** It may have ended between the check of the key and the registration: nobody else would tell a reader that resumes. */
    private void tellIfEnded() {
        try {
            if (docks.find(dockId).isEmpty()) {
                events.dockClosed(new DockClosed(dockId, DockState.CLOSED));
            }
        } catch (Throwable e) {
            // The answer is a stream by now, and can be no error any more. Its client asks again when the stream ends.
            System.getLogger(DockStreamResource.class.getName())
                    .log(System.Logger.Level.DEBUG, "Whether the dock has ended is not known", e);
        }
    }

    private Visitor visitor(Access.Member member, String address) {
        String key = "dock/" + member.counted();
        return member.isOwner()
                ? Visitor.host(address, key)
                : Visitor.guest(address, key).amongGuests(push.maxStreamsPerDock());
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
        connection()
                .ifPresent(connection -> member.phoneId().ifPresent(phone -> farewells.say(dockId, phone, connection)));
        return Response.noContent().build();
    }

    private Optional<String> connection() {
        return Optional.ofNullable(headers.getHeaderString("Snapdock-Connection"))
                .filter(name -> CONNECTION.matcher(name).matches());
    }

    /** May run long after the request: takes only application-scoped beans along. */
    private static Supplier<PushEvent> snapshotOf(Access.Member member, Docks docks, Snapshots snapshots) {
        String dockId = member.dock().id();
        return () -> {
            // A host reads its docks after their end as well.
            Dock dock = (member.isHost() ? docks.known(dockId) : docks.find(dockId))
                    .orElseThrow(() -> new IllegalStateException("The dock has ended"));
            Snapshot snapshot = snapshots.of(dock);
            return PushEvent.lasting(
                    "snapshot",
                    member.phoneId()
                            .map(phone -> PhonesView.ofSnapshot(snapshot, phone))
                            .orElseGet(() -> JsonWriter.write(snapshot)));
        };
    }

    private Optional<PhoneView> phone(String phoneId) {
        return docks.phones(dockId).stream()
                .filter(one -> one.id().equals(phoneId))
                .map(one -> PhoneView.of(one, true))
                .findFirst();
    }

    private void came(PhoneView phone, String connection) {
        if (presence.opened(dockId, phone.id(), connection) && !farewells.takeBack(dockId, phone.id())) {
            events.phoneCame(dockId, phone);
        }
    }

    /** Runs long after the request: takes only application-scoped beans along. */
    private static Runnable left(
            Access.Member member, String connection, Presence presence, Desktops desktops, DockEvents events) {
        String dockId = member.dock().id();
        return () -> {
            if (member.isOwner()) {
                desktops.left(dockId);
            }
            member.phoneId()
                    .filter(phone -> presence.closed(dockId, phone, connection))
                    .ifPresent(phone -> events.phoneLeft(dockId, phone));
        };
    }
}
