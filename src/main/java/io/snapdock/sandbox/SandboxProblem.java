package io.snapdock.sandbox;

import io.snapdock.problem.ProblemKind;

/** Why there are no test photos. */
public enum SandboxProblem implements ProblemKind {
    SANDBOX_OFF(403, "There are no test photos on this server. Set snapdock.sandbox to true where there shall be.");

    private final int status;
    private final String title;

    SandboxProblem(int status, String title) {
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
