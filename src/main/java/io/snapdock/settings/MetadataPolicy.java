package io.snapdock.settings;

/** What becomes of the metadata inside a photo ({@code snapdock.photo.metadata}, and for each dock {@code metadata}). */
public enum MetadataPolicy {
    KEEP,
    STRIP_LOCATION,
    STRIP_ALL
}
