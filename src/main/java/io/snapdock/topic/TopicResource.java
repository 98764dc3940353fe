package io.snapdock.topic;

import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.ProblemException;
import io.snapdock.push.Topics;
import io.snapdock.push.Visitor;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import io.snapdock.push.reader.Exchange;
import io.snapdock.push.reader.Subscription;
import io.snapdock.transfer.SmallBodies;
import io.snapdock.web.ClientAddress;
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
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** General topics for the host app's own notifications, progress bars and dashboards. */
@Path(OwnPathFilter.PREFIX + "topics/{topic}/events")
public class TopicResource extends OwnResource {

    private static final int MAX_BYTES = 64 * 1024;

    private static final SmallBodies.Bound BODY = new SmallBodies.Bound(MAX_BYTES, TopicProblem.EVENT_TOO_LARGE);

    @Inject
    private TopicAccess access;

    @Inject
    private TopicPublisher publisher;

    @Inject
    private Topics topics;

    @Inject
    private ClientAddress clientAddress;

    @Inject
    private SmallBodies bodies;

    @PathParam("topic")
    private String topic;

    @Context
    private HttpHeaders headers;

    /** The answer to who published: the id that the event has in the stream. */
    public record Published(String id) {}

    /**
     * Publishes one event to all who read the topic and to who comes back to it.
     *
     * @param event its type; none for plain data
     * @param id the caller's own name for it: sent again, it is the same event
     * @param request its body is the event's data: text in UTF-8, JSON for example, up to 64 KiB. Of any type but a form's
     */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public void publish(
            @Suspended AsyncResponse answer,
            @Context HttpServletRequest request,
            @QueryParam("event") String event,
            @QueryParam("id") String id) {
        TopicStreams.expectTopic(topic);
        access.publish(topic, headers, request);
        if (event != null && !TopicEvent.isName(event)) {
            throw new ProblemException(TopicProblem.EVENT_NAME_INVALID);
        }
        if (id != null && !TopicEvent.isOneLine(id)) {
            throw new ProblemException(TopicProblem.EVENT_ID_INVALID);
        }
        String name = event == null ? PushEvent.MESSAGE : event;
        bodies.read(
                request, answer, BODY, "topic/" + topic, body -> publish(new TopicEvent(topic, name, text(body)), id));
    }

    private Response publish(TopicEvent event, String id) {
        var published = publisher.publish(event, id);
        return Response.accepted(new Published(published.toString()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /**
     * The topic's stream.
     *
     * @param lastEventId for clients that cannot set the header on their first request; {@code earliest} for all that is held
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            @QueryParam("lastEventId") String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context SecurityContext security,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        TopicStreams.expectTopic(topic);
        access.subscribe(topic, headers, security);
        Start start = Start.of(headers.getHeaderString("Last-Event-ID"), lastEventId);
        topics.open(
                TopicPublisher.pathOf(topic),
                Visitor.from(clientAddress.of(request)),
                Subscription.toEvents(start),
                new Exchange(sink, sse, request, response));
    }

    /** What {@link #events} would answer. Without a method of its own the runtime would open a stream that nobody can read. */
    @HEAD
    public Response head(@Context SecurityContext security) {
        TopicStreams.expectTopic(topic);
        access.subscribe(topic, headers, security);
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }

    private static String text(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ProblemException(TopicProblem.EVENT_TOO_LARGE);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(TopicProblem.EVENT_NOT_TEXT, TopicProblem.EVENT_NOT_TEXT.title(), e);
        } catch (IOException e) {
            throw ProblemException.connectionLost(TopicProblem.EVENT_NOT_TEXT, e);
        }
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends TopicResource {}
}
