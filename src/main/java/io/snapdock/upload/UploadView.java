package io.snapdock.upload;

/**
 * An upload as the API shows it.
 *
 * @param bytes null when the sender did not say
 * @param received bytes that the server has
 * @param phoneId null when the desktop sends
 * @param clientId null when the sender gave none
 * @param preview whether its preview can be read now
 * @param paused why nothing comes at the moment: {@code connection-lost} or {@code stalled}; null while it comes
 */
public record UploadView(
        String id,
        String name,
        Long bytes,
        long received,
        int waiting,
        String phoneId,
        String clientId,
        boolean preview,
        String paused) {}
