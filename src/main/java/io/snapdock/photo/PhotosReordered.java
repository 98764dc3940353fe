package io.snapdock.photo;

import java.util.List;

/** CDI event: a dock's photos have a new order, given whole. Observe it after commit. */
public record PhotosReordered(String dockId, List<String> photoIds) {}
