package io.snapdock.live;

import io.snapdock.problem.ProblemKind;

/** What can be wrong with a request of the older contract. */
public enum LiveProblem implements ProblemKind {
    EVENT_MISSING(400, "The parameter event is missing: the name that the events shall have."),
    EVENT_MALFORMED(
            400,
            "The parameter event is malformed: 1 to 64 characters out of A-Z, a-z, 0-9 and . _ ~ - are a name, but for open and error."),
    MEMBER_ID_MISSING(400, "The parameter member_id is missing: the member whose photos to send."),
    MEMBER_ID_MALFORMED(400, "The parameter member_id is malformed: 1 to 100 printable characters are one."),
    IDENTIFIER_MISSING(400, "The parameter identifier is missing: which upload of the member."),
    IDENTIFIER_MALFORMED(400, "The parameter identifier is malformed: 1 to 100 printable characters are one.");

    private final int status;
    private final String title;

    LiveProblem(int status, String title) {
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
