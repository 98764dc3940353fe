package io.snapdock.tus;

import io.snapdock.dock.http.Access;
import io.snapdock.dock.session.Right;
import io.snapdock.own.Own;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.transfer.Downloads;
import io.snapdock.upload.Previews;
import io.snapdock.upload.UploadRows;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.Clock;

/**
 * tus under a dock's own address, to which alone the owner's browser sends its cookie; and the previews of what is on its way,
 * which are not tus.
 */
@Path(OwnPathFilter.PREFIX + "docks/{dock}/uploads")
public class DockUploadsResource extends OwnResource {

    @Inject
    private Access access;

    @Inject
    private UploadRows rows;

    @Inject
    private Previews previews;

    @Inject
    private Downloads downloads;

    @Inject
    @Own
    private Clock clock;

    @Context
    private HttpHeaders headers;

    @Inject
    private TusProtocol tus;

    @Context
    private HttpServletRequest request;

    @Context
    private UriInfo uris;

    @OPTIONS
    public Response options() {
        return tus.options();
    }

    @OPTIONS
    @Path("{upload}")
    public Response optionsOfUpload() {
        return tus.options();
    }

    @POST
    public void create(@Suspended AsyncResponse answer, @PathParam("dock") String dockId) {
        tus.create(metadata -> dockId, call(answer));
    }

    @HEAD
    @Path("{upload}")
    public void head(@Suspended AsyncResponse answer, @PathParam("upload") String uploadId) {
        tus.head(uploadId, call(answer));
    }

    @PATCH
    @Path("{upload}")
    public void patch(@Suspended AsyncResponse answer, @PathParam("upload") String uploadId) {
        tus.patch(uploadId, call(answer));
    }

    @DELETE
    @Path("{upload}")
    public Response cancel(@PathParam("upload") String uploadId) {
        return tus.cancel(uploadId, call(null));
    }

    /** Says that the person at the phone has paused an upload, which is not tus. */
    @PUT
    @Path("{upload}/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response pause(@PathParam("upload") String uploadId) {
        return tus.pause(uploadId, call(null));
    }

    private TusProtocol.Call call(AsyncResponse answer) {
        return new TusProtocol.Call(request, headers, uris, answer);
    }

    /** Takes the small picture that the phone made itself. */
    @PUT
    @Path("{upload}/preview")
    @Consumes({"image/*", MediaType.APPLICATION_OCTET_STREAM})
    public void putPreview(
            @Suspended AsyncResponse answer, @PathParam("dock") String dockId, @PathParam("upload") String uploadId)
            throws IOException {
        Access.Member sender = access.member(dockId, headers).expect(Right.ADD);
        previews.receive(sender, rows.find(sender, uploadId), request, answer);
    }

    @GET
    @Path("{upload}/preview")
    public void preview(
            @Suspended AsyncResponse answer, @PathParam("dock") String dockId, @PathParam("upload") String uploadId)
            throws IOException {
        Access.Member member = access.member(dockId, headers).expect(Right.VIEW);
        String caching = member.dock().caching(clock.instant(), member.endsIn(clock.instant()));
        Response preview = previews.answer(dockId, rows.find(member, uploadId).id(), caching);
        downloads.send(answer, request, member.counted(), preview);
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends DockUploadsResource {}
}
