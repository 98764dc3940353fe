package io.snapdock.photo;

import java.time.Instant;

/** Photos as the API shows them, of which a test needs no more than that they are there. */
public final class PhotoViews {
    private PhotoViews() {}

    /** Seven bytes, from the desktop, the only one of its dock. */
    public static PhotoView of(String id) {
        return new PhotoView(
                id,
                "a.jpg",
                "image/jpeg",
                7,
                40,
                30,
                "",
                Instant.EPOCH,
                null,
                null,
                false,
                false,
                null,
                0,
                null,
                null,
                null,
                "",
                null,
                null);
    }
}
