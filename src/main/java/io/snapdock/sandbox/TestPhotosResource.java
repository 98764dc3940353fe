package io.snapdock.sandbox;

import io.snapdock.dock.Dock;
import io.snapdock.dock.http.Access;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.photo.PhotoView;
import io.snapdock.photo.Photos;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.transfer.SmallBodies;
import io.snapdock.upload.UploadService;
import io.snapdock.web.JsonBody;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Puts photos into a dock that nobody has taken. */
@Path(OwnPathFilter.PREFIX + "docks/{dock}")
public class TestPhotosResource extends OwnResource {

    private static final int MOST = 20;

    @Inject
    private Settings settings;

    @Inject
    private Access access;

    @Inject
    private UploadService uploads;

    @Inject
    private Photos photos;

    @Inject
    private SmallBodies bodies;

    @PathParam("dock")
    private String dockId;

    /** In their order. */
    public record Made(List<PhotoView> photos) {}

    /** One after another, so that they lie in their order. After the first that is refused no other comes. */
    @POST
    @Path("test-photos")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void make(
            @Suspended AsyncResponse answer, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        if (!settings.sandbox()) {
            throw new ProblemException(SandboxProblem.SANDBOX_OFF);
        }
        Dock dock = access.dockOfHost(dockId, headers);
        bodies.readThen(request, answer, SmallBodies.json(JsonBody.MAX_BYTES), "test-photos/" + dock.id(), body -> {
            int count = (int) JsonBody.object(body, Set.of("count"))
                    .integer("count", 1, MOST)
                    .orElse(1);
            CompletionStage<List<PhotoView>> made = CompletableFuture.completedFuture(List.of());
            for (int i = 1; i <= count; i++) {
                String name = "test-" + i + ".jpg";
                made = made.thenCompose(before -> next(dock, name).thenApply(photo -> with(before, photo)));
            }
            return made.thenApply(all -> Response.status(Response.Status.CREATED)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .entity(new Made(all))
                    .build());
        });
    }

    private CompletionStage<PhotoView> next(Dock dock, String name) {
        byte[] picture;
        try {
            picture = TestPicture.next(RandomGenerator.getDefault());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return uploads.receiveOwn(Access.Member.host(dock), name, picture)
                .thenApply(made -> photos.find(made.photoId()).map(photos::view).orElseThrow());
    }

    private static List<PhotoView> with(List<PhotoView> before, PhotoView photo) {
        return Stream.concat(before.stream(), Stream.of(photo)).toList();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends TestPhotosResource {}
}
