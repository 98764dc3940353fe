package io.snapdock.admin;

import io.snapdock.dock.DockState;
import java.time.Instant;

/**
 * A dock as its administrator sees it: no keys, no contents.
 *
 * @param ref null when it has none
 * @param title null when it has none
 * @param host the host application that opened it; null when a person did
 * @param phones how many have joined
 * @param connected how many of them have their page open
 * @param bytes of its photos
 * @param uploads how many are on their way; of a dock that has ended none is
 */
public record DockRow(
        String id,
        String ref,
        String title,
        String host,
        DockState state,
        long version,
        Instant createdAt,
        Instant expiresAt,
        long phones,
        int connected,
        long photos,
        long bytes,
        long uploads) {}
