package example.damages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;

/** The host application's own part of the server. */
@ApplicationPath("api")
public class DamagesApplication extends Application {

    /** For the tests, which wait for it. */
    @Path("health/ready")
    @RequestScoped
    public static class Ready {

        @GET
        public String ready() {
            return "yes";
        }
    }
}
