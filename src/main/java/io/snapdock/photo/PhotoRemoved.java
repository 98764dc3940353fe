package io.snapdock.photo;

/** CDI event: a photo was removed by its owner or its phone. Observe it after commit. */
public record PhotoRemoved(String dockId, String photoId) {}
