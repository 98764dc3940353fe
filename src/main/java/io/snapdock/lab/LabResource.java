package io.snapdock.lab;

import io.snapdock.own.Own;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.web.CallLimits;
import io.snapdock.web.ClientAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** The buttons of the lab's page. */
@Path(OwnPathFilter.PREFIX + "lab")
@Produces(MediaType.APPLICATION_JSON)
public class LabResource extends OwnResource {

    @Inject
    private Settings.Topics settings;

    @Inject
    private Settings.Push push;

    @Inject
    private Lab lab;

    @Inject
    private Sources sources;

    @Inject
    @Own
    private Clock clock;

    @Inject
    private ClientAddress addresses;

    @Inject
    private CallLimits limits;

    @Context
    private HttpServletRequest request;

    /** @param now by the server's clock, in milliseconds since 1970 */
    public record State(long now, boolean sourcesRunning) {}

    public record Job(String topic) {}

    /** What a check's reader can expect. */
    public record Check(int events, long spacingMillis, long heartbeatMillis) {}

    @GET
    public Response state() {
        expectLab();
        return Response.ok(new State(clock.millis(), sources.isRunning()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @POST
    @Path("sources")
    public void startSources() {
        expectCall();
        sources.start();
    }

    @DELETE
    @Path("sources")
    public void stopSources() {
        expectCall();
        sources.stop();
    }

    @POST
    @Path("jobs")
    public Response startJob() {
        expectCall();
        return Response.accepted(new Job(lab.startJob(addresses.of(request)))).build();
    }

    @POST
    @Path("samples/{name}")
    public void send(@PathParam("name") String name) {
        expectCall();
        lab.send(Samples.named(name).orElseThrow(() -> new ProblemException(HttpProblem.NOT_FOUND)));
    }

    /** Ends the streams of all who read the lab's topic. */
    @POST
    @Path("drop")
    public void drop() {
        expectCall();
        lab.drop();
    }

    /** @param id of the caller's choice, who reads the check's topic already */
    @POST
    @Path("checks/{id: [0-9a-f]{32}}")
    public Response startCheck(@PathParam("id") String id) {
        expectCall();
        lab.startCheck(addresses.of(request), id);
        return Response.accepted(new Check(
                        Lab.CHECK_EVENTS,
                        Lab.CHECK_SPACING.toMillis(),
                        push.heartbeat().toMillis()))
                .build();
    }

    /** Each call costs others something, so an address may make so many. */
    private void expectCall() {
        expectLab();
        limits.publish(request);
    }

    private void expectLab() {
        if (!settings.lab()) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends LabResource {}
}
