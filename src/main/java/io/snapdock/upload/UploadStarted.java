package io.snapdock.upload;

/** CDI event, after commit: a picture is about to arrive. */
public record UploadStarted(String dockId, UploadView upload) {}
