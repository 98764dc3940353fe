package io.snapdock.photo;

/**
 * CDI event: a photo was removed by its owner or its phone. Observe it after commit.
 *
 * @param version of the dock, from now on
 */
public record PhotoRemoved(String dockId, String photoId, long version) {}
