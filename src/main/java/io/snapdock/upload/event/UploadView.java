package io.snapdock.upload.event;

/**
 * An upload as the API shows it.
 *
 * @param bytes null when the sender did not say
 * @param received bytes that the server has
 * @param phoneId null when the desktop sends
 * @param clientId null when the sender gave none
 * @param waiting how many of its pick had not begun when it did; what its sender said where it named no pick
 * @param place among the dock's photos and uploads, which may have gaps
 * @param pick the sender's name for what was picked together; null when it gave none, as {@code index} is
 * @param index in its pick, from 0
 * @param picked how many were picked; null when the sender did not say
 * @param preview whether its preview can be read now
 * @param paused why nothing comes at the moment: {@code connection-lost}, {@code stalled} or {@code phone}; null while it comes
 */
public record UploadView(
        String id,
        String name,
        Long bytes,
        long received,
        int waiting,
        String phoneId,
        String clientId,
        long place,
        String pick,
        Integer index,
        Integer picked,
        boolean preview,
        String paused) {}
