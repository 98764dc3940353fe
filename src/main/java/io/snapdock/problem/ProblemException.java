package io.snapdock.problem;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Ends a request with an answer of type {@code application/problem+json}. The detail goes to the caller; the cause, if any,
 * is kept for the log and never leaves the server.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemKind kind;

    private final boolean connectionLost;

    private final transient Map<String, String> headers;

    /** A problem whose title says all there is to say. */
    public ProblemException(ProblemKind kind) {
        this(kind, kind.title(), null);
    }

    /** @param detail for people: what happened here and what to do */
    public ProblemException(ProblemKind kind, String detail) {
        this(kind, detail, null);
    }

    public ProblemException(ProblemKind kind, String detail, Throwable cause) {
        this(kind, detail, cause, false);
    }

    private ProblemException(ProblemKind kind, String detail, Throwable cause, boolean connectionLost) {
        this(kind, detail, cause, connectionLost, Map.of());
    }

    private ProblemException(
            ProblemKind kind, String detail, Throwable cause, boolean connectionLost, Map<String, String> headers) {
        super(Objects.requireNonNull(detail), cause);
        this.kind = Objects.requireNonNull(kind);
        this.connectionLost = connectionLost;
        this.headers = Map.copyOf(headers);
    }

    /** The same problem, whose answer has one header more, or instead of the usual one. */
    public ProblemException with(String header, String value) {
        var all = new HashMap<String, String>(headers);
        all.put(header, value);
        return new ProblemException(kind, detail(), getCause(), connectionLost, all);
    }

    /**
     * The problem of a caller whose connection broke while its request was read: others may be told of it, the caller cannot.
     */
    public static ProblemException connectionLost(ProblemKind kind, IOException cause) {
        return new ProblemException(kind, kind.title(), cause, true);
    }

    /** Whether nobody is there any more to read an answer. */
    boolean isConnectionLost() {
        return connectionLost;
    }

    /** What its answer has besides what all have. */
    Map<String, String> headers() {
        return headers;
    }

    public ProblemKind kind() {
        return kind;
    }

    public String detail() {
        return getMessage();
    }
}
