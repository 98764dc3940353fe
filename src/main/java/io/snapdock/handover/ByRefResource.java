package io.snapdock.handover;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockProblem;
import io.snapdock.dock.DockRequest;
import io.snapdock.dock.Docks;
import io.snapdock.dock.host.Ref;
import io.snapdock.dock.http.Access;
import io.snapdock.live.Snapshots;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.transfer.SmallBodies;
import io.snapdock.web.JsonBody;
import io.snapdock.web.PublicAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Docks by the host's own names for them. */
@Path(OwnPathFilter.PREFIX + "docks/by-ref/{ref}")
public class ByRefResource extends OwnResource {

    @Inject
    private Access access;

    @Inject
    private Docks docks;

    @Inject
    private References references;

    @Inject
    private Snapshots snapshots;

    @Inject
    private PublicAddress publicAddress;

    @Inject
    private SmallBodies bodies;

    @Inject
    private Settings settings;

    @PathParam("ref")
    private String name;

    @Context
    private HttpHeaders headers;

    @Context
    private HttpServletRequest request;

    /** Opens the dock, or finds it: then it stays as it is, and the body is only looked at. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void open(@Suspended AsyncResponse answer, @Context UriInfo uris) {
        Ref ref = ref();
        List<String> addresses = publicAddress.candidates(request);
        String path = uris.getBaseUriBuilder().path("docks").build().getPath();
        bodies.read(
                request, answer, SmallBodies.json(JsonBody.MAX_BYTES), "ref/" + ref.host() + "/" + ref.name(), body -> {
                    DockRequest wanted = DockRequest.read(body, settings.docks(), settings.photos());
                    References.Found found = references.openOrFind(ref, wanted);
                    return answer(
                            Response.status(found.isNew() ? Response.Status.CREATED : Response.Status.OK)
                                    .header(
                                            HttpHeaders.LOCATION,
                                            path + "/" + found.dock().id()),
                            found.dock(),
                            addresses);
                });
    }

    /** The dock that has the reference; when none is in use, the last one that had it, as long as it is kept. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response find() {
        Dock dock = docks.ofRef(ref()).orElseThrow(Access::refused);
        return answer(Response.ok(), dock, publicAddress.candidates(request));
    }

    private Response answer(Response.ResponseBuilder answer, Dock dock, List<String> addresses) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(snapshots.of(Access.Member.host(dock), addresses))
                .build();
    }

    private Ref ref() {
        return Ref.parse(access.host(headers), name).orElseThrow(() -> new ProblemException(DockProblem.REF_INVALID));
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends ByRefResource {}
}
