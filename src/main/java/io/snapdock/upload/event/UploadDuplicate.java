package io.snapdock.upload.event;

/** CDI event, after commit: an upload was a picture that the dock has already. */
public record UploadDuplicate(String dockId, String uploadId, String photoId) {}
