package io.snapdock.dock;

import java.time.Instant;

/**
 * A dock as its administrator sees it: no keys, no contents.
 *
 * @param title null when it has none
 * @param phones how many have joined
 */
public record DockSummary(
        String id, String title, DockState state, Instant createdAt, Instant expiresAt, long phones) {}
