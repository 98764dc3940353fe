package io.snapdock.photo;

/**
 * CDI event: a photo is on disk and in the database. Observe it after commit.
 *
 * @param version of the dock, from now on
 * @param thumbnailComes whether a thumbnail will be tried; of some types none can be made
 */
public record PhotoAdded(String dockId, String uploadId, PhotoView photo, long version, boolean thumbnailComes) {}
