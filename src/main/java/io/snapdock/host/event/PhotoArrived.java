package io.snapdock.host.event;

import java.time.Instant;

/** CDI event: a photo is in a dock, for good. It is the host's when the form is submitted: {@link io.snapdock.host.Snapdock#seal}. */
public record PhotoArrived(DockFacts dock, ArrivedPhoto photo, Instant at) {}
