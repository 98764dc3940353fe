package io.snapdock.host.event;

import java.time.Instant;

/** CDI event: a photo was removed from a dock. */
public record PhotoRemoved(DockFacts dock, String photoId, Instant at) {}
