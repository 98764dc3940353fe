package io.snapdock.upload;

import io.snapdock.problem.ProblemKind;

/** What can go wrong while a picture arrives. */
public enum UploadProblem implements ProblemKind {
    PHOTO_EMPTY("photo-empty", 422, "The photo is empty. Choose it again."),
    PHOTO_TOO_LARGE("photo-too-large", 413, "The photo is larger than this dock takes. Send a smaller one."),
    PHOTO_TYPE_UNKNOWN(
            "photo-type-unknown",
            415,
            "This is not a picture of a known type. Send JPEG, PNG, WebP, GIF, HEIC or AVIF."),
    PHOTO_TYPE_REFUSED("photo-type-refused", 415, "This dock does not take pictures of this type."),
    PHOTO_DAMAGED("photo-damaged", 422, "The picture is damaged or ends too early. Take or choose it again."),
    PHOTO_TOO_MANY_PIXELS(
            "photo-too-many-pixels", 422, "The picture has more pixels than this server takes. Send a smaller one."),
    UPLOAD_INCOMPLETE(
            "upload-incomplete", 400, "The photo stopped half-way and nothing of it was kept. Send it again."),
    DISK_FULL("disk-full", 507, "The server has no room for the photo. Tell the administrator, then send it again.");

    private final String code;
    private final int status;
    private final String title;

    UploadProblem(String code, int status, String title) {
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
