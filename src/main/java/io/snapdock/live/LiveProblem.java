package io.snapdock.live;

import io.snapdock.problem.ProblemKind;

/** What can go wrong with streams before they start. */
public enum LiveProblem implements ProblemKind {
    TOO_MANY_STREAMS(
            "too-many-streams", 503, "The server has as many open streams as it takes. Try again in a minute.");

    private final String code;
    private final int status;
    private final String title;

    LiveProblem(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
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
