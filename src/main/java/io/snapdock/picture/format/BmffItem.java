package io.snapdock.picture.format;

import java.util.List;

/**
 * An item of HEIC or AVIF that is no picture.
 *
 * @param inMeta whether they lie in the {@code meta} box itself, in its {@code idat}; else anywhere in the file, as it says
 * @param places where its bytes lie in the file, in their order
 */
public record BmffItem(Kind kind, boolean inMeta, List<Place> places) {

    public enum Kind {
        EXIF,
        XMP,
        /** Cannot be judged: compressed, or of a kind that is not known here. */
        OTHER
    }

    /** @param end behind the last byte */
    public record Place(long start, long end) {

        public boolean holds(Place other) {
            return start <= other.start && other.end <= end;
        }
    }

    public long bytes() {
        return places.stream().mapToLong(place -> place.end() - place.start()).sum();
    }
}
