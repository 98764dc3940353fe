package io.snapdock.health;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.web.Bearer;
import io.snapdock.web.CallLimits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Figures for Prometheus, in its text format. */
@Path(OwnPathFilter.PREFIX + "metrics")
public class MetricsResource extends OwnResource {

    private static final PrometheusTextFormatWriter FORMAT = PrometheusTextFormatWriter.create();

    @Inject
    private Settings.Metrics settings;

    @Inject
    private CallLimits limits;

    @Inject
    private PrometheusRegistry registry;

    /** For a scraper that sends {@code snapdock.metrics.key} as a bearer token. */
    @GET
    public Response metrics(@Context HttpHeaders headers) throws IOException {
        if (!Bearer.fits(headers, settings.key())) {
            var refusal = new ProblemException(HealthProblem.METRICS_FORBIDDEN);
            throw Bearer.of(headers).isPresent() ? limits.wrongKey(refusal) : refusal;
        }
        var text = new ByteArrayOutputStream();
        FORMAT.write(text, registry.scrape());
        return Response.ok(text.toByteArray(), FORMAT.getContentType())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends MetricsResource {}
}
