package io.snapdock.health;

import io.snapdock.problem.ProblemKind;

/** What can go wrong with looking after the server. */
public enum HealthProblem implements ProblemKind {
    METRICS_FORBIDDEN(403, "Metrics take the metrics key. Ask the administrator for it.");

    private final int status;
    private final String title;

    HealthProblem(int status, String title) {
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
