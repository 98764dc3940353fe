package io.snapdock.photo;

/** CDI event: a photo is on disk and in the database. Observe it after commit. */
public record PhotoAdded(String dockId, String uploadId, PhotoView photo) {}
