package example.damages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the host application has heard, for tests. */
@Path("host/news")
@RequestScoped
public class NewsResource {

    @Inject
    private PhotoNews news;

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String lines() {
        return String.join("\n", news.lines());
    }

    /** The next thing fails. */
    @DELETE
    public void failOnce() {
        news.failOnce();
    }
}
