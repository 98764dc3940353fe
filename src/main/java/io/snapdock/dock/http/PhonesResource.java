package io.snapdock.dock.http;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockRequest;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.DockView;
import io.snapdock.dock.Docks;
import io.snapdock.dock.key.Key;
import io.snapdock.dock.phone.Phone;
import io.snapdock.dock.session.Right;
import io.snapdock.own.Own;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.settings.Settings;
import io.snapdock.transfer.SmallBodies;
import io.snapdock.web.CallLimits;
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
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.Set;

/** Lets phones in. Only this POST claims anything: messengers fetch links by GET to show a preview. */
@Path(OwnPathFilter.PREFIX + "docks/{dock}/phones")
public class PhonesResource extends OwnResource {

    private static final int MAX_NAME_CHARS = 60;

    @Inject
    private Docks docks;

    @Inject
    private DockTurns turns;

    @Inject
    private Access access;

    @Inject
    private CallLimits limits;

    @Inject
    private Settings.Photos photoSettings;

    @Inject
    @Own
    private Clock clock;

    @Inject
    private SmallBodies bodies;

    /** Takes a phone's key from it; its photos stay. */
    @DELETE
    @Path("{phone}")
    public Response remove(
            @PathParam("dock") String dockId, @PathParam("phone") String phoneId, @Context HttpHeaders headers) {
        access.desktop(dockId, headers, Right.REMOVE);
        turns.take(dockId, () -> docks.removePhone(dockId, phoneId));
        return Response.noContent().build();
    }

    /** Exchanges the join key for a phone key. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void join(
            @Suspended AsyncResponse answer,
            @PathParam("dock") String dockId,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        Dock dock = access.invited(dockId, headers);
        limits.join(dockId, request);
        bodies.read(request, answer, SmallBodies.json(JsonBody.MAX_BYTES), "join/" + dockId, body -> join(dock, body));
    }

    private Response join(Dock dock, InputStream body) {
        var name = JsonBody.object(body, Set.of("name"))
                .text("name", MAX_NAME_CHARS)
                .map(DockRequest::printable)
                .filter(text -> !text.isEmpty());
        Key key = Key.random();
        Phone phone = turns.take(dock.id(), () -> docks.join(dock.id(), name, key));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new JoinedPhone(
                        phone.id(), key.reveal(), DockView.of(dock, photoSettings.maxPixels(), clock.instant())))
                .build();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends PhonesResource {}
}
