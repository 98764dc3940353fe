package io.snapdock.dock;

import java.time.Instant;

/** CDI event: A dock will expire in two minutes or less. Observe it after commit. */
public record DockClosing(String dockId, Instant expiresAt) {}
