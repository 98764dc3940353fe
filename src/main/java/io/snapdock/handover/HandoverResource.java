package io.snapdock.handover;

import io.snapdock.dock.Dock;
import io.snapdock.dock.http.Access;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.ProblemMapper;
import io.snapdock.transfer.SmallBodies;
import io.snapdock.web.JsonBody;
import io.snapdock.web.JsonWriter;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;

/**
 * The hand-over of a dock's photos: seal, copy, claim, release. Each step can be done again after a crash on either side, and is done once. The release is the
 * {@code DELETE} of the dock.
 */
@Path(OwnPathFilter.PREFIX + "docks/{dock}")
public class HandoverResource extends OwnResource {

    @Inject
    private Access access;

    @Inject
    private Handover handover;

    @Inject
    private SmallBodies bodies;

    @PathParam("dock")
    private String dockId;

    @Context
    private HttpHeaders headers;

    @Context
    private HttpServletRequest request;

    /** No photo begins any more; answers when none comes either. */
    @POST
    @Path("seal")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void seal(@Suspended AsyncResponse answer) {
        Dock dock = access.dockOfHost(dockId, headers);
        bodies.readThen(
                request,
                answer,
                SmallBodies.json(JsonBody.MAX_BYTES),
                turn(dock),
                body -> handover.seal(dock, SealRequest.read(body)).thenApply(HandoverResource::answer));
    }

    /** After an error that the form has found. */
    @POST
    @Path("reopen")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void reopen(@Suspended AsyncResponse answer) {
        Dock dock = access.dockOfHost(dockId, headers);
        bodies.read(request, answer, SmallBodies.json(JsonBody.MAX_BYTES), turn(dock), body -> {
            return ok(handover.reopen(dock, ReopenRequest.read(body)));
        });
    }

    /** The host has stored the photos. */
    @POST
    @Path("claim")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void claim(@Suspended AsyncResponse answer) {
        Dock dock = access.dockOfHost(dockId, headers);
        bodies.read(request, answer, SmallBodies.json(JsonBody.MAX_BYTES), turn(dock), body -> {
            return answer(handover.claim(dock, ClaimRequest.read(body)));
        });
    }

    private static String turn(Dock dock) {
        return "handover/" + dock.id();
    }

    private static Response answer(HandoverRows.Step step) {
        return step.isAsked() ? ok(step.sealed()) : changed(step.sealed());
    }

    private static Response ok(Sealed sealed) {
        return Response.ok(sealed).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    /** The problem, and what there is now (RFC 9457, section 3.2). */
    private static Response changed(Sealed sealed) {
        var kind = HandoverProblem.DOCK_CHANGED;
        JsonObject now = parsed(JsonWriter.write(sealed));
        Response plain = ProblemMapper.answer(kind, kind.title());
        JsonObject problem = Json.createObjectBuilder(parsed((String) plain.getEntity()))
                .add("version", now.get("version"))
                .add("state", now.get("state"))
                .add("photos", now.get("photos"))
                .build();
        return Response.fromResponse(plain).entity(problem.toString()).build();
    }

    private static JsonObject parsed(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends HandoverResource {}
}
