package io.snapdock.problem;

import java.util.Objects;

/**
 * Ends a request with an answer of type {@code application/problem+json}. The detail goes to the caller; the cause, if any,
 * is kept for the log and never leaves the server.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemKind kind;

    /** A problem whose title says all there is to say. */
    public ProblemException(ProblemKind kind) {
        this(kind, kind.title(), null);
    }

    /** @param detail for people: what happened here and what to do */
    public ProblemException(ProblemKind kind, String detail) {
        this(kind, detail, null);
    }

    public ProblemException(ProblemKind kind, String detail, Throwable cause) {
        super(Objects.requireNonNull(detail), cause);
        this.kind = Objects.requireNonNull(kind);
    }

    public ProblemKind kind() {
        return kind;
    }

    public String detail() {
        return getMessage();
    }
}
