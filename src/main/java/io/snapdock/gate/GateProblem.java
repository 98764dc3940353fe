package io.snapdock.gate;

import io.snapdock.problem.ProblemKind;

/** Why the gate does not let a photo pass. */
public enum GateProblem implements ProblemKind {
    PHOTO_REFUSED(422, "This photo is not taken here."),
    PHOTO_CHECK_FAILED(503, "The photo could not be checked just now. Try again in a moment.");

    private final int status;
    private final String title;

    GateProblem(int status, String title) {
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
