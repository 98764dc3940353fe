package example.classic;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.LocalDate;
import java.util.Map;

/** In an application that only {@code web.xml} tells of. */
@Path("tariffs")
public class Tariffs {
    @GET
    @Produces("application/json")
    public Map<String, LocalDate> all() {
        return Map.of("since", LocalDate.of(2026, 12, 1));
    }
}
