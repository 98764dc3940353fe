package io.snapdock.photo;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.http.Access;
import io.snapdock.dock.http.MemberTurns;
import io.snapdock.dock.session.Right;
import io.snapdock.own.Own;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.store.PhotoFiles;
import io.snapdock.transfer.Answers;
import io.snapdock.transfer.Downloads;
import io.snapdock.transfer.SmallBodies;
import io.snapdock.upload.Offer;
import io.snapdock.upload.Previews;
import io.snapdock.upload.UploadService;
import io.snapdock.upload.pick.Pick;
import io.snapdock.upload.spi.PhotoMaker;
import io.snapdock.web.JsonBody;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A dock's photos over HTTP: the one-request door in, originals and thumbnails out, removal and order. */
@Path(OwnPathFilter.PREFIX + "docks/{dock}/photos")
public class PhotosResource extends OwnResource {

    @Inject
    private Access access;

    @Inject
    private DockTurns turns;

    @Inject
    private Photos photos;

    @Inject
    private PhotoFiles files;

    @Inject
    private UploadService uploads;

    @Inject
    private Previews previews;

    @Inject
    private SmallBodies bodies;

    @Inject
    private Downloads downloads;

    @Inject
    private MemberTurns memberTurns;

    @Inject
    @Own
    private Clock clock;

    @PathParam("dock")
    private String dockId;

    @Context
    private HttpHeaders headers;

    /**
     * Takes one photo in one request, by the same engine as tus; {@code docs/api.md} has the queries and the errors. What does
     * not arrive whole is not kept.
     */
    @POST
    @Consumes({"image/*", MediaType.APPLICATION_OCTET_STREAM})
    @Produces(MediaType.APPLICATION_JSON)
    public void add(
            @Suspended AsyncResponse answer,
            @Context HttpServletRequest request,
            @QueryParam("name") @DefaultValue("") String name,
            @QueryParam("clientId") String clientId,
            @QueryParam("waiting") @DefaultValue("0") String waiting,
            @QueryParam("pick") String pick,
            @QueryParam("index") String index,
            @QueryParam("picked") String picked,
            @Context UriInfo uris) {
        Optional<String> sendersId = Optional.ofNullable(clientId);
        if (sendersId.isPresent() && !clientId.matches(Offer.CLIENT_ID)) {
            throw new ProblemException(
                    HttpProblem.QUERY_INVALID, "clientId must be 1 to 64 characters of A-Z, a-z, 0-9 and . _ ~ -");
        }
        UriBuilder location = UriBuilder.fromPath(OwnPathFilter.asked(uris));
        Optional<Pick> place =
                Pick.read(pick, index, picked, sentence -> new ProblemException(HttpProblem.QUERY_INVALID, sentence));
        int more = waiting(waiting);
        memberTurns.take(
                dockId,
                headers,
                request,
                answer,
                (sender, detached) -> Answers.give(
                        answer,
                        uploads.receiveWhole(sender, name, sendersId, more, place, detached)
                                .thenApply(made -> stored(made, location))));
    }

    private Response stored(PhotoMaker.Made made, UriBuilder location) {
        // Whoever sent it: the same picture may have come from another phone before.
        PhotoView photo = photos.find(made.photoId())
                .map(photos::view)
                .orElseThrow(() -> new ProblemException(PhotoProblem.PHOTO_UNKNOWN));
        return Response.status(made.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.LOCATION, location.path(photo.id()).build().getRawPath())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(photo)
                .build();
    }

    /** All of them in their order, for the desktop's side. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list() {
        Dock dock = access.desktop(dockId, headers, Right.VIEW).dock();
        return Response.ok(new PhotoList(dock.version(), dock.state(), photos.views(dock.id())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Path("{photo}")
    public void original(
            @Suspended AsyncResponse answer,
            @Context HttpServletRequest request,
            @PathParam("photo") String photoId,
            @QueryParam("download") @DefaultValue("false") boolean download)
            throws IOException {
        Access.Member member = access.member(dockId, headers).expect(Right.VIEW);
        Photo photo = photos.find(member, photoId);
        Response file = new PhotoAnswer(headers, request.getMethod(), caching(member))
                .file(
                        files.expectOriginal(dockId, photoId),
                        photo.type().mediaType(),
                        photo.sha256(),
                        download ? "attachment" : "inline",
                        photo.name());
        downloads.send(answer, request, member.counted(), file);
    }

    @GET
    @Path("{photo}/thumbnail")
    public void thumbnail(
            @Suspended AsyncResponse answer, @Context HttpServletRequest request, @PathParam("photo") String photoId)
            throws IOException {
        Access.Member member = access.member(dockId, headers).expect(Right.VIEW);
        Photo photo = photos.find(member, photoId);
        java.nio.file.Path file = files.thumbnail(dockId, photoId);
        if (photo.thumbnail() != ThumbnailState.READY || Files.notExists(file)) {
            files.expectOriginal(dockId, photoId);
            throw new ProblemException(PhotoProblem.THUMBNAIL_MISSING);
        }
        Response thumbnail = new PhotoAnswer(headers, request.getMethod(), caching(member))
                .file(file, "image/jpeg", "thumbnail-" + photo.sha256(), "inline", "thumbnail.jpg");
        downloads.send(answer, request, member.counted(), thumbnail);
    }

    /** The phone's own small picture of it. */
    @GET
    @Path("{photo}/preview")
    public void preview(
            @Suspended AsyncResponse answer, @Context HttpServletRequest request, @PathParam("photo") String photoId)
            throws IOException {
        Access.Member member = access.member(dockId, headers).expect(Right.VIEW);
        Photo photo = photos.find(member, photoId);
        if (!files.hasPreview(dockId, photoId)) {
            files.expectOriginal(dockId, photoId);
        }
        downloads.send(answer, request, member.counted(), previews.answer(dockId, photo.id(), caching(member)));
    }

    @DELETE
    @Path("{photo}")
    public Response remove(@PathParam("photo") String photoId) {
        Access.Member member = access.member(dockId, headers).expect(Right.REMOVE);
        turns.take(dockId, () -> photos.remove(member, photoId));
        return Response.noContent().build();
    }

    /** Puts the photos in a new order; the first one is the main picture. */
    @PUT
    @Path("order")
    @Consumes(MediaType.APPLICATION_JSON)
    public void order(@Suspended AsyncResponse answer, @Context HttpServletRequest request) {
        access.desktop(dockId, headers, Right.ORDER);
        String dock = dockId;
        bodies.read(request, answer, SmallBodies.json(JsonBody.MAX_BYTES), "order/" + dock, body -> {
            List<String> ids = JsonBody.strings(body);
            turns.take(dock, () -> photos.order(dock, ids));
            return Response.noContent().build();
        });
    }

    private String caching(Access.Member member) {
        return member.dock().caching(clock.instant(), member.endsIn(clock.instant()));
    }

    private static int waiting(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= Offer.MAX_WAITING) {
            return Integer.parseInt(text);
        }
        throw new ProblemException(
                HttpProblem.QUERY_INVALID, "waiting must be a whole number from 0 to " + Offer.MAX_WAITING + ".");
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends PhotosResource {}
}
