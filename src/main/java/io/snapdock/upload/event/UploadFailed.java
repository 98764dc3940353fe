package io.snapdock.upload.event;

/** CDI event, after commit: an upload ended without a photo. Nothing of it is kept. */
public record UploadFailed(String dockId, String uploadId, String code, String detail) {}
