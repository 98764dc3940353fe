package example.shop;

import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** JSON in and out, and each kind of failure. */
@Path("articles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class Articles {
    @GET
    public List<Article> all() {
        return List.of(new Article(), new Article());
    }

    @GET
    @Path("{id}")
    public Article one(@PathParam("id") int id, @QueryParam("limit") int limit) {
        if (id != 1) {
            throw new NotFoundException("There is no such article.");
        }
        return new Article();
    }

    @POST
    public Response add(@Valid Article article, @Context UriInfo uris) {
        return Response.created(uris.getAbsolutePathBuilder().path("2").build())
                .entity(article)
                .build();
    }

    @GET
    @Path("failing")
    public String failing(@QueryParam("how") String how) throws OwnFailure {
        switch (how == null ? "" : how) {
            case "own" -> throw new OwnFailure();
            case "web" ->
                throw new WebApplicationException(
                        Response.status(409).entity("{\"its\":\"own\"}").build());
            case "argument" -> throw new IllegalArgumentException("an argument");
            default -> throw new IllegalStateException("a state");
        }
    }
}
