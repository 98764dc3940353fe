package io.snapdock.upload;

import io.snapdock.dock.http.Access;
import io.snapdock.dock.session.Right;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** What a sender picked and will not send: without a word of it, others would wait for it for ever. */
@Path(OwnPathFilter.PREFIX + "docks/{dock}/picks/{pick}")
public class PicksResource extends OwnResource {

    @Inject
    private Access access;

    @Inject
    private UploadService uploads;

    @DELETE
    @Path("{index: [0-9]{1,5}}")
    public Response leaveOut(
            @PathParam("dock") String dockId,
            @PathParam("pick") String pick,
            @PathParam("index") int index,
            @HeaderParam("Snapdock-Reason") String reason,
            @Context HttpHeaders headers) {
        Access.Member sender = access.member(dockId, headers).expect(Right.ADD);
        UploadProblem why = UploadProblem.ofSender(reason).orElse(UploadProblem.UPLOAD_CANCELLED);
        uploads.leaveOut(sender, pick, index, why);
        return Response.noContent().build();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends PicksResource {}
}
