package io.snapdock.picture;

import java.util.List;

/**
 * An item of HEIC or AVIF that is no picture.
 *
 * @param places where its bytes lie in the file, in their order
 */
record BmffItem(Kind kind, List<Place> places) {

    enum Kind {
        EXIF,
        XMP,
        /** Cannot be judged: compressed, or of a kind that is not known here. */
        OTHER
    }

    /** @param end behind the last byte */
    record Place(long start, long end) {}

    long bytes() {
        return places.stream().mapToLong(place -> place.end() - place.start()).sum();
    }
}
