package io.snapdock.events;

import io.snapdock.dock.http.Access;
import io.snapdock.dock.session.Right;
import io.snapdock.live.DockStreams;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.push.Topics;
import io.snapdock.push.Wanted;
import io.snapdock.push.event.Places;
import io.snapdock.push.event.Start;
import io.snapdock.push.reader.Exchange;
import io.snapdock.push.reader.ReaderStream;
import io.snapdock.topic.TopicStreams;
import io.snapdock.transfer.SmallBodies;
import io.snapdock.web.ClientAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Several streams in one: browsers have few connections for one server, and a page may show many docks. */
@Path(OwnPathFilter.PREFIX + "events")
public class EventsResource extends OwnResource {

    private static final SmallBodies.Bound BODY = SmallBodies.json(64 * 1024);

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    @Inject
    private Topics topics;

    @Inject
    private Access access;

    @Inject
    private DockStreams docks;

    @Inject
    private TopicStreams topicStreams;

    @Inject
    private SmallBodies bodies;

    @Inject
    private ClientAddress clientAddress;

    @Context
    private HttpHeaders headers;

    /**
     * Who asks, read from the request once: the streams begin on another thread.
     *
     * @param connection what it calls the stream
     * @param lastEventId the places in all streams, or null
     */
    private record Asker(TopicStreams.Caller caller, Optional<String> connection, String lastEventId) {}

    /**
     * Docks and topics, each with a key of its own. See {@code docs/api.md} for the list that is the body.
     *
     * <p>The answer is no sink of JAX-RS: it begins when the body is read, and no thread waits for that.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void read(
            @Suspended AsyncResponse answer, @Context SecurityContext security, @Context HttpServletRequest request) {
        String address = clientAddress.of(request);
        var asker = new Asker(
                TopicStreams.Caller.of(headers, security, address),
                DockStreams.connection(headers),
                headers.getHeaderString(LAST_EVENT_ID));
        AsyncContext async = request.getAsyncContext();
        bodies.readAndBegin(
                request,
                answer,
                BODY,
                "events/" + address,
                body -> open(
                        Entry.read(body),
                        asker,
                        true,
                        () -> ReaderStream.begin(answer, async, EventsResource::nothing)));
    }

    /**
     * Topics alone, for {@code EventSource}.
     *
     * @param lastEventId for clients that cannot set the header on their first request; {@code earliest} for all that is held
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            @QueryParam("topic") List<String> names,
            @QueryParam("lastEventId") String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context SecurityContext security,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        List<Entry> entries = entries(names);
        String header = headers.getHeaderString(LAST_EVENT_ID);
        var asker = new Asker(
                TopicStreams.Caller.of(headers, security, clientAddress.of(request)),
                Optional.empty(),
                header == null || header.isEmpty() ? lastEventId : header);
        var exchange = new Exchange(sink, sse, request, response);
        open(entries, asker, false, () -> ReaderStream.begin(exchange, EventsResource::nothing));
    }

    /** What {@link #events} would answer. Without a method of its own the runtime would open a stream that nobody can read. */
    @HEAD
    public Response head(
            @QueryParam("topic") List<String> names,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        var caller = TopicStreams.Caller.of(headers, security, clientAddress.of(request));
        for (Entry entry : entries(names)) {
            Object unused = topicStreams.reading(entry.id(), caller, Start.NOW);
        }
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }

    private static List<Entry> entries(List<String> names) {
        List<Entry> entries = names.stream().map(Entry::ofTopic).toList();
        if (entries.isEmpty() || entries.size() > Entry.MOST || !Entry.areDifferent(entries)) {
            throw new ProblemException(
                    HttpProblem.QUERY_INVALID, "topic must be there 1 to " + Entry.MOST + " times, each one once.");
        }
        names.forEach(TopicStreams::expectTopic);
        return entries;
    }

    /** May run long after the request: takes only what was read from it, and application-scoped beans. */
    private void open(List<Entry> entries, Asker asker, boolean evenIfNone, Supplier<ReaderStream> way) {
        List<Start> starts = Places.starts(
                asker.lastEventId(), entries.stream().map(Entry::lastEventId).toList());
        List<Access.Member> begun = new ArrayList<>();
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            wanted.add(wanted(entries.get(i), starts.get(i), asker, begun));
        }
        topics.open(wanted, evenIfNone, Refusal::text, way);
        begun.forEach(docks::tellIfEnded);
    }

    private Wanted wanted(Entry entry, Start start, Asker asker, List<Access.Member> begun) {
        var caller = asker.caller().with(entry.token());
        return new Wanted(entry.name(), () -> {
            if (entry.kind() == Entry.Kind.TOPIC) {
                return topicStreams.reading(entry.id(), caller, start);
            }
            String key = caller.key().orElseThrow(Access::refused);
            Access.Member member =
                    access.member(entry.id(), key, caller.address()).expect(Right.VIEW);
            begun.add(member);
            return docks.reading(member, start, asker.connection(), caller.address());
        });
    }

    /** Each stream gives its own place back. */
    private static void nothing() {}

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends EventsResource {}
}
