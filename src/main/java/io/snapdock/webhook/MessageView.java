package io.snapdock.webhook;

import java.time.Instant;

/**
 * A message as the administrator sees it.
 *
 * @param position among the messages of its dock, from 1
 * @param failure why the last try failed; null when none did
 * @param nextTryAt null when there will be none
 */
public record MessageView(
        String id,
        String dockId,
        long position,
        String host,
        String type,
        MessageState state,
        Instant createdAt,
        int tries,
        String failure,
        Instant nextTryAt) {}
