package io.snapdock.lab;

import io.snapdock.problem.ProblemKind;

/** What can go wrong in the lab. */
public enum LabProblem implements ProblemKind {
    LAB_BUSY(429, "The lab has as many jobs and checks running as it takes. Try again in a minute.");

    private final int status;
    private final String title;

    LabProblem(int status, String title) {
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
