package io.snapdock.handover;

import io.snapdock.problem.ProblemKind;

/** What can go wrong while a host takes photos over. */
public enum HandoverProblem implements ProblemKind {
    DOCK_CHANGED(409, "The photos are not those that the form has shown. Show what is there now, then submit again."),
    DOCK_CLAIMED(409, "The photos were taken over already, by another claim."),
    DOCK_NOT_SEALED(409, "Photos can still come. Seal the dock first, then claim it."),
    DOCK_ENDED(409, "This dock has ended. Its photos can be taken over; nothing new comes.");

    private final int status;
    private final String title;

    HandoverProblem(int status, String title) {
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
