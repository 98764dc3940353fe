package io.snapdock.live;

import io.snapdock.dock.Dock;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Access;
import io.snapdock.dock.session.Right;
import io.snapdock.dock.session.SessionProblem;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.ProblemException;
import io.snapdock.push.Topics;
import io.snapdock.push.Visitor;
import io.snapdock.push.event.Start;
import io.snapdock.push.reader.Exchange;
import io.snapdock.push.reader.Subscription;
import io.snapdock.settings.Settings;
import io.snapdock.web.ClientAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;

/**
 * The older contract, {@code GET /v1/api/sse/events?event=&member_id=&identifier=}: the list of all photos of a member's dock, at
 * once and again after each change, under the event name that the caller wants.
 */
@Path(OwnPathFilter.PREFIX + "sse/events")
public class OlderStreamResource extends OwnResource {

    /** Both are part of the contract. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private static final Duration MAX_AGE = Duration.ofMinutes(30);

    @Inject
    private Settings.Compat settings;

    @Inject
    private Settings.Push push;

    @Inject
    private Access access;

    @Inject
    private Docks docks;

    @Inject
    private PhotoLists lists;

    @Inject
    private Topics topics;

    @Inject
    private ClientAddress clientAddress;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        var asked = OlderRequest.read(uri, headers);
        Dock dock = dockOf(asked, headers);
        PhotoLists source = lists;
        String dockId = dock.id();
        String event = asked.event();
        // Always from the beginning: clients of this contract expect the list first, whatever they saw before.
        var subscription = Subscription.toState(Start.NOW, () -> source.event(dockId, event))
                .withRetry(RETRY)
                .withMaxAge(MAX_AGE)
                .attended(() -> source.opened(dockId, event), () -> source.closed(dockId, event));
        topics.open(
                PhotoLists.topicOf(dockId, event),
                visitor(dockId, clientAddress.of(request)),
                subscription,
                new Exchange(sink, sse, request, response));
    }

    private Visitor visitor(String dockId, String address) {
        return settings.open()
                ? Visitor.from(address).amongGuests(push.maxStreamsPerDock())
                : Visitor.host(address, DockEvents.topicOf(dockId) + "/owner");
    }

    /** What {@link #events} would answer. Without a method of its own the runtime would open a stream that nobody can read. */
    @HEAD
    public Response head(@Context UriInfo uri, @Context HttpHeaders headers) {
        Object unused = dockOf(OlderRequest.read(uri, headers), headers);
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }

    private Dock dockOf(OlderRequest asked, HttpHeaders headers) {
        Dock dock = docks.ofMember(asked.memberId(), asked.identifier()).orElseThrow(Access::refused);
        if (!settings.open()) {
            if (access.desktop(dock.id(), headers, Right.VIEW).session().isPresent()) {
                // Its streams know no end but that of the dock.
                throw new ProblemException(SessionProblem.SESSION_RIGHT_MISSING);
            }
        }
        return dock;
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends OlderStreamResource {}
}
