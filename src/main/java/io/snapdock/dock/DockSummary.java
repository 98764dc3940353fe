package io.snapdock.dock;

import java.time.Instant;

/**
 * A dock as its host sees it in a list: no keys, no contents.
 *
 * @param ref null when it has none
 * @param title null when it has none
 * @param phones how many have joined
 */
public record DockSummary(
        String id,
        String ref,
        String title,
        DockState state,
        long version,
        Instant createdAt,
        Instant expiresAt,
        long phones) {}
