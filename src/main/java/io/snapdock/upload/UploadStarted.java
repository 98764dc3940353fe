package io.snapdock.upload;

/** CDI event: the first bytes of a picture are about to be read. */
public record UploadStarted(String dockId, UploadView upload) {}
