package io.snapdock.store;

import io.snapdock.problem.ProblemKind;

/** What can go wrong where pictures are kept. */
public enum StoreProblem implements ProblemKind {
    PHOTO_FILE_MISSING(410, "The server no longer has the file of this photo. Remove the photo and send it again."),
    DISK_FULL(507, "The server has no room for the photo. Tell the administrator, then send it again.");

    private final int status;
    private final String title;

    StoreProblem(int status, String title) {
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
