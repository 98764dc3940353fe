package io.snapdock.photo;

import io.snapdock.dock.Access;
import io.snapdock.dock.Dock;
import io.snapdock.store.PhotoFiles;
import io.snapdock.upload.FileName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** All originals of a dock in one file, written while it is sent: neither memory nor disk ever holds it whole. */
@Path("docks/{dock}/photos.zip")
@RequestScoped
public class ZipResource {

    @Inject
    private Access access;

    @Inject
    private Photos photos;

    @Inject
    private PhotoFiles files;

    @GET
    @Produces("application/zip")
    public Response zip(@PathParam("dock") String dockId, @Context HttpHeaders headers) {
        Dock dock = access.owner(dockId, headers).dock();
        List<Photo> all = photos.list(dockId);
        String name = FileName.clean(dock.title().orElse("photos")) + ".zip";
        // The beans of the request are gone when the answer is written; files is application-scoped and stays.
        PhotoFiles store = files;
        return Response.ok((StreamingOutput) out -> write(store, all, out))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, PhotoAnswer.disposition("attachment", name))
                .build();
    }

    private static void write(PhotoFiles store, List<Photo> all, OutputStream out) throws IOException {
        int digits = Math.max(2, String.valueOf(all.size()).length());
        var zip = new ZipOutputStream(out);
        // Pictures are compressed already; packing them again would only cost time.
        zip.setLevel(Deflater.NO_COMPRESSION);
        for (int i = 0; i < all.size(); i++) {
            Photo photo = all.get(i);
            java.nio.file.Path file = store.original(photo.dockId(), photo.id());
            if (Files.notExists(file)) {
                // Removed while the zip was on its way.
                continue;
            }
            // The place in front keeps the order and tells apart iPhones' photos, which are all named image.jpg.
            var entry = new ZipEntry(String.format(Locale.ROOT, "%0" + digits + "d-%s", i + 1, photo.name()));
            entry.setTime(photo.receivedAt().toEpochMilli());
            zip.putNextEntry(entry);
            Files.copy(file, zip);
            zip.closeEntry();
        }
        zip.finish();
        out.flush();
    }
}
