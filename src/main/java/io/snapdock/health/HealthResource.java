package io.snapdock.health;

import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.settings.DataFolder;
import io.snapdock.settings.Database;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Says whether this server lives and whether it can do its work, in the words of MicroProfile Health's JSON. */
@Path(OwnPathFilter.PREFIX + "health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource extends OwnResource {

    @Inject
    private Database database;

    @Inject
    private DataFolder dataFolder;

    /** The state of the whole or of one part: {@code UP} or {@code DOWN}. */
    public record Health(String status, List<Check> checks) {}

    public record Check(String name, String status) {

        static Check of(String name, boolean up) {
            return new Check(name, up ? "UP" : "DOWN");
        }

        boolean isUp() {
            return "UP".equals(status);
        }
    }

    /** For a supervisor: restart the process when this does not answer. */
    @GET
    @Path("live")
    public Response live() {
        return answer(List.of());
    }

    /** For a load balancer: send nothing here while this is not 200. */
    @GET
    @Path("ready")
    public Response ready() {
        return answer(List.of(Check.of("database", database.isUp()), Check.of("data-folder", dataFolder.isWritable())));
    }

    private static Response answer(List<Check> checks) {
        boolean up = checks.stream().allMatch(Check::isUp);
        return Response.status(up ? 200 : 503)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new Health(up ? "UP" : "DOWN", checks))
                .build();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends HealthResource {}
}
