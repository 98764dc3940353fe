package io.snapdock.admin;

import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Administrator;
import io.snapdock.dock.http.Slice;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.push.Reading;
import io.snapdock.push.Topics;
import io.snapdock.push.reader.Exchange;
import io.snapdock.web.ClientAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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

/** What an administrator does with all docks: lists them, watches them, and ends one. For who sends {@code snapdock.admin-key} as a bearer token. */
@Path(OwnPathFilter.PREFIX + "admin")
public class AdminResource extends OwnResource {

    @Inject
    private DockTable table;

    @Inject
    private Watch watch;

    @Inject
    private Docks docks;

    @Inject
    private DockTurns turns;

    @Inject
    private Topics topics;

    @Inject
    private ClientAddress addresses;

    @Inject
    private Administrator administrator;

    @Context
    private HttpHeaders headers;

    /**
     * @param state of those that are wanted; none for all
     * @param search something of the title or the reference, or the id
     * @param after where the page before ended; none for the first one
     */
    @GET
    @Path("docks")
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(
            @QueryParam("state") String state,
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        administrator.expect(headers);
        Slice slice = Slice.of(after, limit);
        return Response.ok(table.page(DockFilter.of(state, search), slice.after(), slice.most()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Ends a dock, whoever owns it. */
    @DELETE
    @Path("docks/{dock}")
    public Response end(@PathParam("dock") String dockId) {
        administrator.expect(headers);
        turns.take(dockId, () -> docks.close(dockId));
        return Response.noContent().build();
    }

    /** The figures, and what changes of docks and messages. */
    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        administrator.expect(headers);
        Reading reading = watch.reading(addresses.of(request));
        topics.open(
                reading.topic(), reading.visitor(), reading.subscription(), new Exchange(sink, sse, request, response));
    }

    /** What {@link #events} would answer. Without a method of its own the runtime would open a stream that nobody can read. */
    @HEAD
    @Path("events")
    public Response head() {
        administrator.expect(headers);
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends AdminResource {}
}
