package io.snapdock.photo;

/** CDI event: a photo's thumbnail can be read. Observe it after commit. */
public record ThumbnailReady(String dockId, String photoId) {}
