package io.snapdock.dock.http;

import io.snapdock.dock.Limits;
import java.time.Instant;

/** The answer to who opened a dock: the one time that the owner key is told. */
public record OpenedDock(
        String id, String ownerKey, String joinUrl, String qrUrl, String eventsUrl, Instant expiresAt, Limits limits) {

    @Override
    public String toString() {
        return "OpenedDock[" + id + "]";
    }
}
