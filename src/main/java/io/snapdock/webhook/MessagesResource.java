package io.snapdock.webhook;

import io.snapdock.dock.http.Administrator;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;

/** The messages to host applications, for the administrator. */
@Path(OwnPathFilter.PREFIX + "webhooks")
public class MessagesResource extends OwnResource {

    private static final int MOST = 200;

    @Inject
    private Administrator administrator;

    @Inject
    private Messages messages;

    @Context
    private HttpHeaders headers;

    /** @param state {@code WAITING}, {@code TAKEN} or {@code GIVEN_UP}; none for all */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@QueryParam("state") String state) {
        administrator.expect(headers);
        return Response.ok(new MessageList(messages.list(parse(state), MOST)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Sends one again, from the beginning. */
    @POST
    @Path("{message}/again")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response again(@PathParam("message") String id) {
        administrator.expect(headers);
        if (!messages.again(id)) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return Response.noContent().build();
    }

    private static MessageState parse(String text) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(MessageState.values())
                .filter(state -> state.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(HttpProblem.NOT_FOUND));
    }

    /** What is served; see {@link OwnPathFilter}. */
    @RequestScoped
    public static class Served extends MessagesResource {}
}
