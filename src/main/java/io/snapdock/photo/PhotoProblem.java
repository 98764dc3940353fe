package io.snapdock.photo;

import io.snapdock.problem.ProblemKind;

/** What can go wrong with finished photos. */
public enum PhotoProblem implements ProblemKind {
    DOCK_FULL("dock-full", 409, "The dock has all the photos it takes. Remove one, then send this one again."),
    PHOTO_UNKNOWN("photo-unknown", 404, "There is no such photo here."),
    THUMBNAIL_MISSING("thumbnail-missing", 404, "There is no thumbnail of this photo, or not yet."),
    RANGE_UNSATISFIABLE("range-unsatisfiable", 416, "The range lies outside the photo."),
    ORDER_OUTDATED("order-outdated", 409, "The order does not name exactly the photos that are here. Read them again.");

    private final String code;
    private final int status;
    private final String title;

    PhotoProblem(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
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
