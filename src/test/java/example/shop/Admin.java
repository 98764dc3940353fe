package example.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** The host's own, under a name that Snapdock has too. */
@Path("admin")
public class Admin {
    @GET
    @Produces("text/plain")
    public String get() {
        return "the shop's own admin";
    }
}
