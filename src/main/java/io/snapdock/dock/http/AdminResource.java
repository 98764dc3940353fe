package io.snapdock.dock.http;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockPlace;
import io.snapdock.dock.DockProblem;
import io.snapdock.dock.DockSummary;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.web.Bearer;
import io.snapdock.web.CallLimits;
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
import java.util.List;

/** What an administrator does with all docks: lists them, and ends one. For who sends {@code snapdock.admin-key} as a bearer token. */
@Path("admin/docks")
@RequestScoped
public class AdminResource {

    private static final int MAX_LIMIT = 1_000;

    @Inject
    private Settings.Docks settings;

    @Inject
    private Docks docks;

    @Inject
    private DockTurns turns;

    @Inject
    private CallLimits limits;

    @Context
    private HttpHeaders headers;

    /**
     * Some of the docks, the newest first.
     *
     * @param next what {@code after} takes to go on; null at the end
     */
    public record Page(List<DockSummary> docks, String next) {}

    /** @param after where the page before ended; none for the first one */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@QueryParam("after") String after, @QueryParam("limit") @DefaultValue("100") String limit) {
        expectAdministrator();
        int most = limit.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > MAX_LIMIT) {
            throw new ProblemException(HttpProblem.QUERY_INVALID, "limit must be a whole number from 1 to 1000.");
        }
        DockPlace place = after == null
                ? DockPlace.FIRST
                : DockPlace.parse(after)
                        .orElseThrow(() -> new ProblemException(
                                HttpProblem.QUERY_INVALID, "after must be the next of the page before."));
        List<Dock> page = docks.list(place, most);
        String next = page.size() < most
                ? null
                : DockPlace.of(page.get(page.size() - 1)).toString();
        return Response.ok(new Page(docks.summaries(page), next))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Ends a dock, whoever owns it. */
    @DELETE
    @Path("{dock}")
    public Response end(@PathParam("dock") String dockId) {
        expectAdministrator();
        turns.take(dockId, () -> docks.close(dockId));
        return Response.noContent().build();
    }

    private void expectAdministrator() {
        if (!Bearer.fits(headers, settings.adminKey())) {
            var refusal = new ProblemException(DockProblem.ADMIN_FORBIDDEN);
            throw Bearer.of(headers).isPresent() ? limits.wrongKey(refusal) : refusal;
        }
    }
}
