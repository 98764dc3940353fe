package example.shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** One that names its classes. */
@ApplicationPath("api")
public class ApiApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                Articles.class, Docks.class, Events.class, Health.class, Admin.class, AnyMapper.class, Marked.class);
    }
}
