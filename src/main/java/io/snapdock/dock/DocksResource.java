package io.snapdock.dock;

import io.snapdock.settings.Settings;
import io.snapdock.web.PublicAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** Opens docks. */
@Path("docks")
@RequestScoped
public class DocksResource {

    @Inject
    private Docks docks;

    @Inject
    private CreateGate gate;

    @Inject
    private PublicAddress publicAddress;

    @Inject
    private Settings settings;

    /**
     * {@code POST /api/docks}; see {@code docs/api.md} for the members and their bounds.
     *
     * <p>JSON only: a form of a foreign site can send no JSON without asking first.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response open(
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security,
            @Context UriInfo uris,
            @Context HttpServletRequest servletRequest) {
        gate.pass(headers, security, servletRequest);
        var request = DockRequest.read(body, settings.docks(), settings.photos());
        Key ownerKey = Key.random();
        Dock dock = docks.open(request, ownerKey);
        String path =
                uris.getBaseUriBuilder().path("docks").path(dock.id()).build().getPath();
        boolean secure = publicAddress.isSecure(servletRequest);
        String base = publicAddress.candidates(servletRequest).get(0);
        var answer = new OpenedDock(
                dock.id(),
                ownerKey.reveal(),
                JoinUrl.of(base, dock.id(), ownerKey),
                path + "/qr.svg",
                path + "/events",
                dock.expiresAt(),
                dock.limits(settings.photos().maxPixels()));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .cookie(new NewCookie.Builder(secure ? Access.SECURE_OWNER_COOKIE : Access.OWNER_COOKIE)
                        .value(ownerKey.reveal())
                        .path(path)
                        .httpOnly(true)
                        .sameSite(NewCookie.SameSite.STRICT)
                        .secure(secure)
                        .build())
                .entity(answer)
                .build();
    }
}
