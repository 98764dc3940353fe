package io.snapdock.upload;

import io.snapdock.problem.ProblemException;
import io.snapdock.problem.ProblemKind;
import java.util.List;
import java.util.Optional;

/** What can go wrong while a picture arrives. */
public enum UploadProblem implements ProblemKind {
    PHOTO_EMPTY(422, "The photo is empty. Choose it again."),
    PHOTO_TOO_LARGE(413, "The photo is larger than this dock takes. Send a smaller one."),
    PHOTO_TYPE_UNKNOWN(415, "This is not a picture of a known type. Send JPEG, PNG, WebP, GIF, HEIC or AVIF."),
    PHOTO_TYPE_REFUSED(415, "This dock does not take pictures of this type."),
    PHOTO_DAMAGED(422, "The picture is damaged or ends too early. Take or choose it again."),
    PHOTO_TOO_MANY_PIXELS(422, "The picture has more pixels than this server takes. Send a smaller one."),
    PHOTO_LOCATION_FIXED(422, "This picture says where it was taken in a way that cannot be removed. Send it as JPEG."),
    PREVIEW_INVALID(422, "A preview is a JPEG, PNG or WebP of up to 64 KiB and 1,024 pixels a side."),
    PREVIEW_MISSING(404, "There is no preview of this photo, or not yet."),
    UPLOAD_INCOMPLETE(400, "The photo stopped half-way and nothing of it was kept. Send it again."),
    UPLOAD_STALLED(408, "The photo came too slowly. What has arrived is kept; go on from there."),
    UPLOAD_SUPERSEDED(409, "Another request has taken this upload over. Ask for its offset, then go on."),
    UPLOAD_OFFSET(409, "The bytes do not begin where the upload stands. Ask for its offset, then go on."),
    UPLOAD_UNKNOWN(404, "There is no such upload here."),
    UPLOAD_GONE(410, "This upload has ended. Begin a new one."),
    UPLOAD_CANCELLED(410, "The upload was cancelled."),
    UPLOAD_DISMISSED(410, "The owner of the dock took the upload off the list."),
    UPLOAD_GIVEN_UP(410, "The sender has given up. Look at it there."),
    PHOTO_UNREADABLE(410, "The sender can no longer read the photo. Choose it again there."),
    BODY_REFUSED(410, "The photo is larger than a server on the way takes. Send a smaller one."),
    UPLOAD_REQUEST_INVALID(400, "This is not a request that tus 1.0.0 knows."),
    UPLOAD_CLIENT_ID_TAKEN(409, "Another phone has sent a photo under this clientId. Choose a new one."),
    UPLOAD_CHECKSUM(460, "The bytes are not those that the checksum was made of. Send them again."),
    TUS_VERSION(412, "This server speaks tus 1.0.0 only; say so in Tus-Resumable."),
    TOO_MANY_UPLOADS(429, "Too many uploads at once. Wait a little, then go on."),
    DOCK_BYTES_FULL(413, "The dock has all the bytes it takes. Remove a photo, then send this one again.");

    /** What only the sender of an upload can know. */
    private static final List<UploadProblem> OF_SENDERS = List.of(PHOTO_UNREADABLE, BODY_REFUSED, UPLOAD_GIVEN_UP);

    /** Why a sender lets go of a photo for good; what has only been given up may be tried again. */
    static final List<UploadProblem> FINAL_OF_SENDERS = List.of(UPLOAD_CANCELLED, PHOTO_UNREADABLE, BODY_REFUSED);

    private final int status;
    private final String title;

    UploadProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /**
     * Why its sender ends an upload, one of those that only it can know.
     *
     * @param code of a header {@code Snapdock-Reason}; null where there is none
     * @throws ProblemException {@code upload-request-invalid}
     */
    public static Optional<UploadProblem> ofSender(String code) {
        return Optional.ofNullable(code)
                .map(given -> OF_SENDERS.stream()
                        .filter(reason -> reason.code().equals(given))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(
                                UPLOAD_REQUEST_INVALID, "Snapdock-Reason is none of those that this server knows.")));
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
