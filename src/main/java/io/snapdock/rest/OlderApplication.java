package io.snapdock.rest;

import io.snapdock.live.OlderStreamResource;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.problem.ProblemMapper;
import io.snapdock.push.setup.PushRefusedMapper;
import io.snapdock.web.JsonWriter;
import java.util.Set;

/** The older contract, and nothing else, for the path that its clients know. */
public abstract class OlderApplication extends RestApplication {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                OlderStreamResource.Served.class,
                OwnPathFilter.class,
                ProblemMapper.class,
                PushRefusedMapper.class,
                JsonWriter.class);
    }
}
