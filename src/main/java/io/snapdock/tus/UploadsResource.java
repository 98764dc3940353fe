package io.snapdock.tus;

import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** tus for every client: the metadata names the dock. */
@Path(OwnPathFilter.PREFIX + "uploads")
public class UploadsResource extends OwnResource {

    @Inject
    private TusProtocol tus;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpHeaders headers;

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
    public void create(@Suspended AsyncResponse answer) {
        tus.create(UploadMetadata::dock, call(answer));
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

    private TusProtocol.Call call(AsyncResponse answer) {
        return new TusProtocol.Call(request, headers, uris, answer);
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends UploadsResource {}
}
