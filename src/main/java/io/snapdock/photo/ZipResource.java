package io.snapdock.photo;

import io.snapdock.dock.Dock;
import io.snapdock.dock.http.Access;
import io.snapdock.dock.session.Right;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.picture.FileName;
import io.snapdock.store.PhotoFiles;
import io.snapdock.transfer.Downloads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** All originals of a dock in one file, made while it is sent. */
@Path(OwnPathFilter.PREFIX + "docks/{dock}/photos.zip")
public class ZipResource extends OwnResource {

    @Inject
    private Access access;

    @Inject
    private Photos photos;

    @Inject
    private PhotoFiles files;

    @Inject
    private Downloads downloads;

    @GET
    @Produces("application/zip")
    public void zip(
            @Suspended AsyncResponse answer,
            @PathParam("dock") String dockId,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        Access.Member member = access.desktop(dockId, headers, Right.VIEW);
        Dock dock = member.dock();
        List<Photo> all = photos.list(dockId);
        // One that was removed since has no row either.
        all.stream()
                .filter(photo -> !files.hasOriginal(dockId, photo.id()))
                .filter(photo -> photos.find(photo.id()).isPresent())
                .forEach(photo -> files.expectOriginal(dockId, photo.id()));
        String name = FileName.ofTitle(dock.title().orElse("photos"), ".zip");
        Response zip = Response.ok(new ZipSource(files, all), "application/zip")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, PhotoAnswer.disposition("attachment", name))
                .build();
        downloads.send(answer, request, member.counted(), zip);
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends ZipResource {}
}
