package io.snapdock.dock.http;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.dock.session.BegunSession;
import io.snapdock.dock.session.SessionRequest;
import io.snapdock.dock.session.Sessions;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.transfer.SmallBodies;
import io.snapdock.web.JsonBody;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;

/** What a host application lets browsers do with one of its docks: begins sessions and ends them. */
@Path(OwnPathFilter.PREFIX + "docks/{dock}/sessions")
public class SessionsResource extends OwnResource {

    @Inject
    private Access access;

    @Inject
    private Docks docks;

    @Inject
    private Sessions sessions;

    @Inject
    private DockTurns turns;

    @Inject
    private SmallBodies bodies;

    @PathParam("dock")
    private String dockId;

    @Context
    private HttpHeaders headers;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void begin(@Suspended AsyncResponse answer, @Context HttpServletRequest request) {
        Dock dock = access.dockOfHost(dockId, headers);
        bodies.read(request, answer, SmallBodies.json(JsonBody.MAX_BYTES), "sessions/" + dock.id(), body -> {
            SessionRequest asked = SessionRequest.read(body);
            BegunSession begun = turns.take(dock.id(), () -> {
                Dock open = docks.find(dock.id()).orElseThrow(Access::refused);
                return sessions.begin(open.id(), asked);
            });
            return Response.status(Response.Status.CREATED)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .entity(begun)
                    .build();
        });
    }

    /** @param user whose sessions end; all of the dock's without it. A name that is misspelt must not end those of all. */
    @DELETE
    public Response end(@QueryParam("user") String user, @Context UriInfo address) {
        Dock dock = access.dockOfHost(dockId, headers);
        if (!Set.of("user").containsAll(address.getQueryParameters().keySet())) {
            throw new ProblemException(HttpProblem.QUERY_INVALID, "user is the only one that this call knows.");
        }
        turns.take(dock.id(), () -> sessions.end(dock.id(), Optional.ofNullable(user)));
        return Response.noContent().build();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends SessionsResource {}
}
