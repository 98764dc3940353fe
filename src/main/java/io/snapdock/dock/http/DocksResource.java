package io.snapdock.dock.http;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockRequest;
import io.snapdock.dock.Docks;
import io.snapdock.dock.host.Ref;
import io.snapdock.dock.key.JoinUrl;
import io.snapdock.dock.key.Key;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.transfer.SmallBodies;
import io.snapdock.web.ClientAddress;
import io.snapdock.web.JsonBody;
import io.snapdock.web.PublicAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** Opens docks. */
@Path(OwnPathFilter.PREFIX + "docks")
public class DocksResource extends OwnResource {

    @Inject
    private Docks docks;

    @Inject
    private CreateRule createRule;

    @Inject
    private Access access;

    @Inject
    private Openers openers;

    @Inject
    private PublicAddress publicAddress;

    @Inject
    private Settings settings;

    @Inject
    private SmallBodies bodies;

    @Inject
    private ClientAddress addresses;

    /**
     * {@code POST /api/docks}; see {@code docs/api.md} for the members and their bounds.
     *
     * <p>JSON only: a form of a foreign site can send no JSON without asking first.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void open(
            @Suspended AsyncResponse answer,
            @Context HttpHeaders headers,
            @Context UriInfo uris,
            @Context HttpServletRequest servletRequest) {
        Optional<String> host = createRule.pass(headers, servletRequest);
        var asked = new Asked(
                uris.getBaseUriBuilder().path("docks").build().getPath(),
                publicAddress.candidates(servletRequest).get(0),
                publicAddress.isSecure(servletRequest),
                host,
                host.isEmpty() ? Optional.of(addresses.of(servletRequest)) : Optional.empty());
        bodies.read(
                servletRequest,
                answer,
                SmallBodies.json(JsonBody.MAX_BYTES),
                "open/" + addresses.of(servletRequest),
                body -> open(DockRequest.read(body, settings.docks(), settings.photos()), asked));
    }

    /**
     * Docks of the host that asks, the newest first.
     *
     * @param prefix of their references
     * @param after where the page before ended; none for the first one
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(
            @QueryParam("ref-prefix") @DefaultValue("") String prefix,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @Context HttpHeaders headers) {
        String host = access.host(headers);
        if (!Ref.isBeginning(prefix)) {
            throw new ProblemException(
                    HttpProblem.QUERY_INVALID, "ref-prefix must be up to 128 characters of A-Z, a-z, 0-9 and . _ ~ -");
        }
        Slice slice = Slice.of(after, limit);
        return DockPage.answer(docks, slice, docks.ofHost(host, prefix, slice.after(), slice.most()));
    }

    /**
     * What the answer needs to know of the request.
     *
     * @param docks the path of this resource
     * @param base the address that phones reach
     * @param host the host application whose dock it will be; empty when a person opens it, whose address is {@code opener}
     */
    private record Asked(String docks, String base, boolean isSecure, Optional<String> host, Optional<String> opener) {}

    private Response open(DockRequest request, Asked asked) {
        Key ownerKey = Key.random();
        Dock dock = asked.opener()
                .map(address ->
                        openers.open(address, () -> docks.open(request, ownerKey, Optional.empty(), Optional.empty())))
                .orElseGet(() -> docks.open(request, ownerKey, asked.host(), Optional.empty()));
        String path = asked.docks() + "/" + dock.id();
        var answer = new OpenedDock(
                dock.id(),
                ownerKey.reveal(),
                JoinUrl.of(asked.base(), dock.id(), JoinUrl.joinKey(ownerKey)),
                path + "/qr.svg",
                path + "/events",
                dock.expiresAt(),
                dock.limits(settings.photos().maxPixels()));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .cookie(new NewCookie.Builder(asked.isSecure() ? Access.SECURE_OWNER_COOKIE : Access.OWNER_COOKIE)
                        .value(ownerKey.reveal())
                        .path(path)
                        .httpOnly(true)
                        .sameSite(NewCookie.SameSite.STRICT)
                        .secure(asked.isSecure())
                        .build())
                .entity(answer)
                .build();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends DocksResource {}
}
