package io.snapdock.dock.http;

import io.snapdock.dock.DockChange;
import io.snapdock.dock.DockChanges;
import io.snapdock.dock.DockProblem;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.DockView;
import io.snapdock.dock.Docks;
import io.snapdock.dock.key.QrCode;
import io.snapdock.dock.session.Right;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** What an owner does with the dock itself: closes it and shows its QR code. Its contents are read in {@code live}. */
@Path(OwnPathFilter.PREFIX + "docks/{dock}")
public class DockResource extends OwnResource {

    @Inject
    private Docks docks;

    @Inject
    private DockChanges changes;

    @Inject
    private DockTurns turns;

    @Inject
    private Access access;

    @Inject
    private PublicAddress publicAddress;

    @Inject
    private SmallBodies bodies;

    @Inject
    private Settings.Docks settings;

    @PathParam("dock")
    private String dockId;

    @Context
    private HttpHeaders headers;

    /** Closes the dock; its keys are dead from here on. When its host does it, the photos go as well: the host has its copies, or wants none. */
    @DELETE
    public Response close() {
        Access.Member keeper = access.keeper(dockId, headers);
        turns.take(dockId, () -> {
            if (keeper.isHost()) {
                changes.release(dockId);
            } else {
                docks.close(dockId);
            }
        });
        return Response.noContent().header(Access.CLEAR_SITE_DATA, Access.CACHE).build();
    }

    /** Makes something of the dock another. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void change(@Suspended AsyncResponse answer, @Context HttpServletRequest request) {
        Access.Member member = access.keeper(dockId, headers);
        bodies.read(request, answer, SmallBodies.json(JsonBody.MAX_BYTES), "change/" + dockId, body -> {
            DockChange change = DockChange.read(body, settings);
            String dock = member.dock().id();
            DockView view = turns.take(dock, () -> changes.change(dock, change, member.isHost()));
            return Response.ok(view)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        });
    }

    @GET
    @Path("qr.svg")
    @Produces("image/svg+xml")
    public Response qrSvg(@QueryParam("base") String base, @Context HttpServletRequest request) {
        return picture(code(base, request).svg());
    }

    @GET
    @Path("qr.png")
    @Produces("image/png")
    public Response qrPng(@QueryParam("base") String base, @Context HttpServletRequest request) {
        return picture(code(base, request).png());
    }

    private QrCode code(String base, HttpServletRequest request) {
        Access.Member member = access.desktop(dockId, headers, Right.ADD);
        String chosen = base == null
                ? publicAddress.candidates(request).get(0)
                : PublicAddress.parse(base).orElseThrow(() -> new ProblemException(DockProblem.BASE_INVALID));
        return new QrCode(member.joinUrl(chosen).orElseThrow(Access::refused));
    }

    /** The picture holds a secret: no cache may keep it. */
    private static Response picture(Object entity) {
        return Response.ok(entity).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends DockResource {}
}
