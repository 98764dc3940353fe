package example.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** The host's own, under a name that Snapdock has too. */
@Path("health")
public class Health {
    @GET
    @Produces("text/plain")
    public String get() {
        return "the shop's own health";
    }
}
