package io.snapdock.rest;

import io.snapdock.admin.AdminResource;
import io.snapdock.dock.http.DockResource;
import io.snapdock.dock.http.DocksResource;
import io.snapdock.dock.http.PhonesResource;
import io.snapdock.dock.http.SessionsResource;
import io.snapdock.events.EventsResource;
import io.snapdock.handover.ByRefResource;
import io.snapdock.handover.HandoverResource;
import io.snapdock.health.HealthResource;
import io.snapdock.health.MetricsResource;
import io.snapdock.lab.LabResource;
import io.snapdock.live.DockStreamResource;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.photo.PhotosResource;
import io.snapdock.photo.ZipResource;
import io.snapdock.problem.ProblemMapper;
import io.snapdock.problem.TransactionProblemMapper;
import io.snapdock.push.setup.PushRefusedMapper;
import io.snapdock.sandbox.TestPhotosResource;
import io.snapdock.topic.TopicResource;
import io.snapdock.tus.DockUploadsResource;
import io.snapdock.tus.UploadsResource;
import io.snapdock.upload.PicksResource;
import io.snapdock.web.BodyTypes;
import io.snapdock.web.JsonWriter;
import io.snapdock.web.OpenApiResource;
import io.snapdock.webhook.MessagesResource;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The resources of the API. It names all of them: in a host's WAR a search would find the host's too. Where it lies is told by its subclass in {@code beside} or
 * {@code inside}.
 */
public abstract class RestApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                AdminResource.Served.class,
                DockResource.Served.class,
                DocksResource.Served.class,
                PhonesResource.Served.class,
                SessionsResource.Served.class,
                EventsResource.Served.class,
                ByRefResource.Served.class,
                HandoverResource.Served.class,
                HealthResource.Served.class,
                MetricsResource.Served.class,
                LabResource.Served.class,
                DockStreamResource.Served.class,
                PhotosResource.Served.class,
                ZipResource.Served.class,
                TopicResource.Served.class,
                DockUploadsResource.Served.class,
                UploadsResource.Served.class,
                PicksResource.Served.class,
                OpenApiResource.Served.class,
                TestPhotosResource.Served.class,
                MessagesResource.Served.class,
                OwnPathFilter.class,
                BodyTypes.class,
                JsonWriter.class,
                ProblemMapper.class,
                PushRefusedMapper.class,
                TransactionProblemMapper.class);
    }

    /**
     * Settings of Jersey's; other runtimes do not know the names and do the same by themselves. {@code Location} stays relative: an absolute one would lead to http behind a proxy that ends
     * TLS. An error without a body stays one: {@code sendError} would ask for an error page, which cannot be written to a phone that has gone. And nobody is told what calls there are (WADL).
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.headers.location.relative.resolution.disabled", true,
                "jersey.config.server.response.setStatusOverSendError", true,
                "jersey.config.server.wadl.disableWadl", true);
    }
}
