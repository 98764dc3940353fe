package io.snapdock.photo;

import io.snapdock.dock.DockState;
import java.util.List;

/**
 * The photos of a dock.
 *
 * @param version of the dock, or an older one when they changed meanwhile
 * @param photos in their order
 */
public record PhotoList(long version, DockState state, List<PhotoView> photos) {}
