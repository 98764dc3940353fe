package io.snapdock.problem;

import jakarta.json.Json;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/**
 * Turns every exception of a request into {@code application/problem+json} (RFC 9457). Only a {@link ProblemException}'s own
 * detail reaches the caller, never another exception's text: that could hold paths, SQL or what the person typed.
 */
public class ProblemMapper implements ExceptionMapper<Throwable> {

    /** The media type of RFC 9457, section 3. */
    public static final String PROBLEM_JSON = "application/problem+json";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    /** For what passes by itself (RFC 9110, 10.2.3), where the feature does not know better. */
    private static final int RETRY_AFTER_SECONDS = 30;

    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof ProblemException problem) {
            if (problem.kind() == HttpProblem.INTERNAL && Outage.isCauseOf(problem.getCause())) {
                return toResponse(Outage.refusal(problem.getCause()));
            }
            if (problem.kind() == HttpProblem.INTERNAL && problem.getCause() != null) {
                return unexpected(problem.getCause());
            }
            if (problem.getCause() != null) {
                LOG.log(Level.DEBUG, problem.kind().code(), problem.getCause());
            }
            // Jersey logs a stack trace for each body that it cannot write to a connection that is gone; without one it
            // is silent.
            if (problem.isConnectionLost()) {
                return Response.status(problem.kind().status()).build();
            }
            Response answer = answer(problem.kind(), problem.detail());
            problem.headers().forEach(answer.getHeaders()::putSingle);
            return answer;
        }
        if (thrown instanceof WebApplicationException web) {
            return answerOfHttp(web.getResponse());
        }
        if (Outage.isCauseOf(thrown)) {
            return toResponse(Outage.refusal(thrown));
        }
        return unexpected(thrown);
    }

    /** What nobody foresaw, which the administrator finds in the log under the name that the answer has. */
    private static Response unexpected(Throwable thrown) {
        String instance = "urn:uuid:" + UUID.randomUUID();
        LOG.log(Level.ERROR, "A request failed, " + instance, thrown);
        return body(HttpProblem.INTERNAL, 500, HttpProblem.INTERNAL.title(), instance)
                .build();
    }

    /** The answer for a problem; for filters, which exceptions cannot leave by way of the mapper. */
    public static Response answer(ProblemKind kind, String detail) {
        return body(kind, kind.status(), detail, null).build();
    }

    private static Response answerOfHttp(Response given) {
        int status = given.getStatus();
        if (status < 400) {
            return given;
        }
        // Runtimes use 400, 404 and others of the 4xx family for what they cannot convert; 5xx keeps its status.
        HttpProblem kind =
                HttpProblem.forStatus(status).orElse(status < 500 ? HttpProblem.REQUEST_INVALID : HttpProblem.INTERNAL);
        Response.ResponseBuilder answer = body(kind, status, kind.title(), null);
        // RFC 9110, section 15.5.6: a 405 must name the methods that are allowed.
        String allow = given.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
    }

    private static Response.ResponseBuilder body(ProblemKind kind, int status, String detail, String instance) {
        var answer = Response.status(status)
                .type(PROBLEM_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json(kind, status, detail, instance));
        return status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE
                ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                : answer;
    }

    /**
     * The text of a problem, for where no JAX-RS answer is made.
     *
     * @param instance names this one occurrence; null for none
     */
    public static String json(ProblemKind kind, int status, String detail, String instance) {
        Refusals.count(kind.code());
        var json = Json.createObjectBuilder()
                .add("type", "urn:problem-type:snapdock:" + kind.code())
                .add("title", kind.title())
                .add("status", status)
                .add("detail", detail)
                .add("code", kind.code());
        if (instance != null) {
            json.add("instance", instance);
        }
        return json.build().toString();
    }
}
