package io.snapdock.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.EmbeddedJersey;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The mapper on Jersey: whatever goes wrong, the answer is a problem and says nothing of the inside. */
class ProblemMapperTest {
    private static final Logger MAPPERS_LOG = Logger.getLogger(ProblemMapper.class.getName());

    private static EmbeddedJersey server;
    private static DockClient client;

    /** Goes wrong in every way. */
    @Path("faults")
    public static class Faults {
        @GET
        @Path("listed")
        public String listed() {
            throw new ProblemException(
                    HttpProblem.JSON_MALFORMED, "What to do.", new IllegalStateException("secret cause"));
        }

        @GET
        @Path("unexpected")
        public String unexpected() {
            throw new IllegalStateException("secret text", new IllegalArgumentException("secret cause"));
        }

        @GET
        @Path("error")
        public String error() {
            throw new AssertionError("secret text");
        }

        @GET
        @Path("http/{status}")
        public String http(@PathParam("status") int status) {
            throw new WebApplicationException("secret text", status);
        }

        @GET
        @Path("unavailable")
        public String unavailable() {
            throw new ServiceUnavailableException("secret text");
        }

        @GET
        @Path("elsewhere")
        public String elsewhere() {
            throw new RedirectionException(303, URI.create("http://localhost/other"));
        }

        @GET
        @Path("number")
        @Produces("text/plain")
        public String number(@QueryParam("of") @DefaultValue("1") int number) {
            return "secret " + number;
        }

        @PUT
        @Path("number")
        @Consumes("text/plain")
        public void put(String number) {
            throw new UnsupportedOperationException(number);
        }
    }

    @BeforeAll
    static void start() {
        server = new EmbeddedJersey(new ResourceConfig(Faults.class).register(new ProblemMapper()));
        client = new DockClient(server.base());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersAListedProblemWithItsDetail() {
        var answer = get("listed").expectProblem(400, "json-malformed");

        assertThat(answer.json().getString("detail")).isEqualTo("What to do.");
        assertThat(answer.json().getString("title")).isEqualTo(HttpProblem.JSON_MALFORMED.title());
        assertThat(answer.json()).doesNotContainKey("instance");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void keepsWhatWentWrongInside() {
        Level before = MAPPERS_LOG.getLevel();
        MAPPERS_LOG.setLevel(Level.OFF);
        try {
            for (String way : new String[] {"unexpected", "error"}) {
                var answer = get(way).expectProblem(500, "internal");
                assertThat(answer.text()).doesNotContain("secret", "Exception", "Error", "io.snapdock");
                assertThat(answer.json().getString("instance")).matches("urn:uuid:[0-9a-f-]{36}");
            }
        } finally {
            MAPPERS_LOG.setLevel(before);
        }
    }

    @Test
    void answersHttpsOwnErrorsAsProblems() {
        get("none").expectProblem(404, "not-found");
        get("number?of=x").expectProblem(404, "not-found");
        client.call("GET", "api/faults/number")
                .header("Accept", "image/png")
                .send()
                .expectProblem(406, "not-acceptable");
        client.call("PUT", "api/faults/number").json("1").send().expectProblem(415, "media-type-unsupported");
        var answer = client.call("DELETE", "api/faults/number").send().expectProblem(405, "method-not-allowed");
        assertThat(answer.header("Allow").split(" *, *")).contains("GET", "PUT").doesNotContain("DELETE");
    }

    @Test
    void hasACodeForEveryOtherStatus() {
        get("http/400").expectProblem(400, "request-invalid");
        get("http/418").expectProblem(418, "request-invalid");
        get("http/501").expectProblem(501, "internal");
        get("unavailable").expectProblem(503, "internal");
        assertThat(get("http/418").text()).doesNotContain("secret");
    }

    @Test
    void leavesRedirectionsAlone() {
        var answer = get("elsewhere").expect(303);
        assertThat(answer.header("Location")).isEqualTo("http://localhost/other");
    }

    private static Answer get(String way) {
        return client.call("GET", "api/faults/" + way).send();
    }
}
