package io.snapdock.photo;

import io.snapdock.problem.ProblemKind;

/** What can go wrong with finished photos. */
public enum PhotoProblem implements ProblemKind {
    DOCK_FULL(409, "The dock has all the photos it takes. Remove one, then send this one again."),
    PHOTO_UNKNOWN(404, "There is no such photo here."),
    THUMBNAIL_MISSING(404, "There is no thumbnail of this photo, or not yet."),
    PRECONDITION_FAILED(412, "The photo is not the one that was asked for. Read it again."),
    RANGE_UNSATISFIABLE(416, "The range lies outside the photo."),
    ORDER_OUTDATED(409, "The order does not name exactly the photos that are here. Read them again.");

    private final int status;
    private final String title;

    PhotoProblem(int status, String title) {
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
