package io.snapdock.upload.event;

/**
 * CDI event: more bytes have come; at most four times a second for each upload.
 *
 * @param bytes null when the sender did not say
 */
public record UploadProgressed(String dockId, String uploadId, long received, Long bytes) {}
