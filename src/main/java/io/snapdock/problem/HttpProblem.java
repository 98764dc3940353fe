package io.snapdock.problem;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The problems that any call can have, whatever its feature: those of HTTP itself and of request bodies and queries. */
public enum HttpProblem implements ProblemKind {
    NOT_FOUND(404, "There is nothing at this address."),
    METHOD_NOT_ALLOWED(405, "This address does not take this method; see Allow."),
    NOT_ACCEPTABLE(406, "This address has none of the types named in Accept."),
    MEDIA_TYPE_UNSUPPORTED(415, "This address does not take a body of this Content-Type."),
    ORIGIN_FORBIDDEN(
            403,
            "Pages of other sites may not do this. Open Snapdock itself, or ask its administrator to allow the site."),
    REQUEST_INVALID(400, "This request cannot be understood."),
    TOO_MANY_REQUESTS(429, "That was too often from your network. Wait a moment, then try again."),
    JSON_MALFORMED(400, "The body is not the JSON that this call takes."),
    JSON_UNKNOWN_MEMBER(400, "The body has a member that this call does not know."),
    JSON_WRONG_TYPE(400, "A member of the body has the wrong type."),
    JSON_OUT_OF_BOUNDS(400, "A member of the body is outside its bounds."),
    JSON_TOO_LARGE(413, "The body is too large; this call takes up to 256 KiB."),
    QUERY_INVALID(400, "A query parameter is outside its bounds."),
    DATABASE_UNAVAILABLE(503, "The database does not answer. Try again in a moment."),
    INTERNAL(500, "Something went wrong on the server. Try again; if it stays, tell the administrator.");

    /** Raised by our own code only, never by the runtime. */
    private static final Set<HttpProblem> OUR_OWN = EnumSet.of(
            ORIGIN_FORBIDDEN,
            TOO_MANY_REQUESTS,
            JSON_MALFORMED,
            JSON_UNKNOWN_MEMBER,
            JSON_WRONG_TYPE,
            JSON_OUT_OF_BOUNDS,
            JSON_TOO_LARGE,
            QUERY_INVALID,
            DATABASE_UNAVAILABLE,
            INTERNAL);

    private final int status;
    private final String title;

    HttpProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The row for an HTTP error that the JAX-RS runtime itself raised. */
    static Optional<HttpProblem> forStatus(int status) {
        return Arrays.stream(values())
                .filter(kind -> kind.status == status && !OUR_OWN.contains(kind))
                .findFirst();
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
