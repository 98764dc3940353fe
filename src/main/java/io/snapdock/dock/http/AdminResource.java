package io.snapdock.dock.http;

import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What an administrator does with all docks: lists them, and ends one. For who sends {@code snapdock.admin-key} as a bearer token. */
@Path("admin/docks")
@RequestScoped
public class AdminResource {

    @Inject
    private Docks docks;

    @Inject
    private DockTurns turns;

    @Inject
    private Administrator administrator;

    @Context
    private HttpHeaders headers;

    /** @param after where the page before ended; none for the first one */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@QueryParam("after") String after, @QueryParam("limit") @DefaultValue("100") String limit) {
        administrator.expect(headers);
        return DockPage.answer(docks, after, limit, docks::list);
    }

    /** Ends a dock, whoever owns it. */
    @DELETE
    @Path("{dock}")
    public Response end(@PathParam("dock") String dockId) {
        administrator.expect(headers);
        turns.take(dockId, () -> docks.close(dockId));
        return Response.noContent().build();
    }
}
