package io.snapdock.upload;

import io.snapdock.dock.Limits;
import io.snapdock.picture.PictureCheck;
import io.snapdock.picture.PictureFacts;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.format.PictureType;
import io.snapdock.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;

/** What a dock's limits say of a picture, as early as its bytes allow. */
final class PictureRules {

    private PictureRules() {}

    /**
     * By the first bytes.
     *
     * @throws ProblemException {@code photo-type-unknown}, {@code photo-type-refused}
     */
    static PictureType type(byte[] head, Limits limits) {
        PictureType type =
                PictureType.of(head).orElseThrow(() -> new ProblemException(UploadProblem.PHOTO_TYPE_UNKNOWN));
        if (!limits.accept().contains(type.mediaType())) {
            throw new ProblemException(
                    UploadProblem.PHOTO_TYPE_REFUSED,
                    "This dock takes " + String.join(", ", limits.accept()) + " and this is " + type.mediaType() + ".");
        }
        return type;
    }

    /** @throws ProblemException {@code photo-too-many-pixels} */
    static void refuseByPixels(Dimensions dimensions, Limits limits) {
        if (dimensions.pixels() > limits.maxPixels()) {
            throw new ProblemException(
                    UploadProblem.PHOTO_TOO_MANY_PIXELS,
                    "The picture has " + dimensions.width() + " × " + dimensions.height() + " pixels, more than the "
                            + limits.maxPixels() + " that this server takes. Send a smaller one.");
        }
    }

    /**
     * Of the whole file.
     *
     * @throws ProblemException {@code photo-damaged}, {@code photo-too-many-pixels}
     */
    static PictureFacts whole(PictureType type, Path file, Limits limits) throws IOException {
        try {
            PictureFacts facts = PictureCheck.check(type, file);
            refuseByPixels(facts.dimensions(), limits);
            return facts;
        } catch (DamagedPictureException e) {
            throw new ProblemException(UploadProblem.PHOTO_DAMAGED, UploadProblem.PHOTO_DAMAGED.title(), e);
        }
    }
}
