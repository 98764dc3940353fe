package example.damages;

import io.snapdock.host.Dock;
import io.snapdock.host.SnapdockException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;

/** What tests ask of the example that its pages do not have: failing on purpose, and the table. */
@Path("damages/{damage}")
@RequestScoped
public class DamagesResource {

    @Inject
    private DamageReports reports;

    @Inject
    private FailingReports failing;

    @PersistenceContext
    private EntityManager entities;

    @PathParam("damage")
    private String damage;

    /** As the page's session, for a report without a draft. */
    @GET
    @Path("photos-session")
    @Produces(MediaType.APPLICATION_JSON)
    public JsonObject session() {
        Dock dock = reports.dock(damage);
        return Json.createObjectBuilder()
                .add("dock", dock.id())
                .add("token", dock.session("ada", Duration.ofMinutes(30)))
                .build();
    }

    @POST
    public Response submit(@FormParam("photos") String ticket, @FormParam("then") String then) throws IOException {
        var report = Damage.begin(damage, "ada").filled("Hail", "Here", "");
        try {
            if ("fails".equals(then)) {
                failing.submit(report, ticket);
            } else {
                reports.submit(report, ticket);
            }
            return Response.noContent().build();
        } catch (SnapdockException e) {
            return Response.status(Response.Status.CONFLICT)
                    .type(MediaType.TEXT_PLAIN)
                    .entity(e.code() + " " + e.photos().size())
                    .build();
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Response.status(Response.Status.BAD_REQUEST).build();
        }
    }

    /** The host's table, one photo in a line: whose it is, its id, its name, and the sum of its bytes. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Transactional
    public String stored() {
        return entities.createQuery(
                        "select p from DamagePhoto p where p.damage = :damage order by p.id", DamagePhoto.class)
                .setParameter("damage", damage)
                .getResultStream()
                .map(photo -> String.join(" ", photo.damage(), photo.id(), photo.name(), Sums.sha256(photo.picture())))
                .collect(Collectors.joining("\n"));
    }
}
