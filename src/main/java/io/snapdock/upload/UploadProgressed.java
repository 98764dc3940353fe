package io.snapdock.upload;

/** CDI event: more bytes have been read; at most four times a second for each upload. */
public record UploadProgressed(String dockId, UploadView upload) {}
