package io.snapdock.upload.event;

/**
 * CDI event: the bytes have stopped coming, and those that came are kept.
 *
 * @param reason {@code connection-lost}, {@code stalled}, or {@code phone}: its sender paused it
 */
public record UploadPaused(String dockId, String uploadId, long received, String reason) {}
