package example.orders;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The host app's own address, beside Snapdock's. */
@Path("orders")
@RequestScoped
public class OrdersResource {

    @Inject
    private OrderService orders;

    @Inject
    private Readers readers;

    @POST
    @Path("{order}/payment")
    public Response pay(@PathParam("order") String order, @QueryParam("declined") boolean declined) {
        return conflictIfFailing(() -> orders.pay(order, 1200, declined));
    }

    @POST
    @Path("announcement")
    public Response announce(@QueryParam("text") String text, @QueryParam("failing") boolean failing) {
        return conflictIfFailing(() -> orders.announce(text, failing));
    }

    @POST
    @Path("export")
    public void export() {
        orders.export(List.of("A-1", "A-2", "A-3", "A-4"));
    }

    @GET
    @Path("readers")
    @Produces(MediaType.TEXT_PLAIN)
    public String readers() {
        return String.join("\n", readers.seen());
    }

    private static Response conflictIfFailing(Runnable call) {
        try {
            call.run();
            return Response.noContent().build();
        } catch (IllegalStateException e) {
            return Response.status(Response.Status.CONFLICT).build();
        }
    }
}
