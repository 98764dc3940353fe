package io.snapdock.live;

import io.snapdock.problem.ProblemMapper;
import io.snapdock.push.setup.PushRefusedMapper;
import io.snapdock.web.JsonWriter;
import io.snapdock.web.RestApplication;
import jakarta.ws.rs.ApplicationPath;
import java.util.Set;

/** Puts the older contract, and nothing else, under the path that its clients know. */
@ApplicationPath("v1/api")
public class OlderApplication extends RestApplication {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(OlderStreamResource.class, ProblemMapper.class, PushRefusedMapper.class, JsonWriter.class);
    }
}
