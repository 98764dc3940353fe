package io.snapdock.upload;

/**
 * CDI event: the bytes have stopped coming, and those that came are kept.
 *
 * @param reason {@code connection-lost} or {@code stalled}
 */
public record UploadPaused(String dockId, String uploadId, long received, String reason) {}
