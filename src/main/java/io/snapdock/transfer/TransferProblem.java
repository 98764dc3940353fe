package io.snapdock.transfer;

import io.snapdock.problem.ProblemKind;

/** What can go wrong between a client and the server, whatever the bytes are. */
public enum TransferProblem implements ProblemKind {
    BODY_INCOMPLETE(400, "The body of the request stopped half-way. Send it again."),
    BODY_STALLED(408, "The body of the request came too slowly. Send it again."),
    TOO_MANY_BODIES(429, "Too many requests from here are still being sent. Wait a little, then try again."),
    TOO_MANY_DOWNLOADS(429, "Too many downloads at once. Wait for one to end, then try again.");

    private final int status;
    private final String title;

    TransferProblem(int status, String title) {
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
