package io.snapdock.upload.event;

/**
 * CDI event: a phone's own small picture of what it sends is here.
 *
 * @param uploadId also the id of the photo that the upload becomes
 */
public record PreviewReady(String dockId, String uploadId) {}
