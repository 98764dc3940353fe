package io.snapdock.upload.event;

/** CDI event, after commit: a picture is about to arrive. */
public record UploadStarted(String dockId, UploadView upload) {}
