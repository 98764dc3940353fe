package io.snapdock.upload;

import io.snapdock.problem.ProblemKind;

/** What can go wrong while a picture arrives. */
public enum UploadProblem implements ProblemKind {
    PHOTO_EMPTY(422, "The photo is empty. Choose it again."),
    PHOTO_TOO_LARGE(413, "The photo is larger than this dock takes. Send a smaller one."),
    PHOTO_TYPE_UNKNOWN(415, "This is not a picture of a known type. Send JPEG, PNG, WebP, GIF, HEIC or AVIF."),
    PHOTO_TYPE_REFUSED(415, "This dock does not take pictures of this type."),
    PHOTO_DAMAGED(422, "The picture is damaged or ends too early. Take or choose it again."),
    PHOTO_TOO_MANY_PIXELS(422, "The picture has more pixels than this server takes. Send a smaller one."),
    UPLOAD_INCOMPLETE(400, "The photo stopped half-way and nothing of it was kept. Send it again."),
    DISK_FULL(507, "The server has no room for the photo. Tell the administrator, then send it again.");

    private final int status;
    private final String title;

    UploadProblem(int status, String title) {
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
