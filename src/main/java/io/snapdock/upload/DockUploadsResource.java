package io.snapdock.upload;

import io.snapdock.dock.Access;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/**
 * tus under a dock's own address, to which alone the owner's browser sends its cookie; and the previews of what is on its way,
 * which are not tus.
 */
@Path("docks/{dock}/uploads")
@RequestScoped
public class DockUploadsResource extends TusProtocol {

    @Inject
    private Access access;

    @Inject
    private Uploads uploads;

    @Inject
    private Previews previews;

    @PathParam("dock")
    private String dockId;

    @Context
    private HttpHeaders headers;

    @Override
    String dockOf(UploadMetadata metadata) {
        return dockId;
    }

    /** Takes the small picture that the phone made itself. */
    @PUT
    @Path("{upload}/preview")
    public void putPreview(
            @Suspended AsyncResponse answer, @PathParam("upload") String uploadId, @Context HttpServletRequest request)
            throws IOException {
        Access.Member sender = access.member(dockId, headers);
        previews.receive(sender, uploads.find(sender, uploadId), request, answer);
    }

    @GET
    @Path("{upload}/preview")
    public Response preview(@PathParam("upload") String uploadId) throws IOException {
        Access.Member member = access.member(dockId, headers);
        return previews.answer(dockId, uploads.find(member, uploadId).id());
    }
}
