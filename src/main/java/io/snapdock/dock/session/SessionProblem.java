package io.snapdock.dock.session;

import io.snapdock.problem.ProblemKind;

/** What can go wrong with sessions. */
public enum SessionProblem implements ProblemKind {
    /** One answer for all tokens that are not valid, whatever docks there are. */
    SESSION_ENDED(401, "This session has ended. Get a new one from the application that this form belongs to."),
    SESSION_RIGHT_MISSING(403, "This session may not do that."),
    TOO_MANY_SESSIONS(429, "This dock has as many sessions as it takes. End those that nobody uses.");

    private final int status;
    private final String title;

    SessionProblem(int status, String title) {
        this.status = status;
        this.title = title;
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
