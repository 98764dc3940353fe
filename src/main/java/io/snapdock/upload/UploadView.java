package io.snapdock.upload;

/**
 * An upload as the API shows it.
 *
 * @param bytes null when the sender did not say
 * @param received bytes that the server has read
 * @param phoneId null when the desktop sends
 * @param clientId null when the sender gave none
 */
public record UploadView(
        String id, String name, Long bytes, long received, int waiting, String phoneId, String clientId) {

    UploadView withReceived(long now) {
        return new UploadView(id, name, bytes, now, waiting, phoneId, clientId);
    }
}
