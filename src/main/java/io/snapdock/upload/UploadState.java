package io.snapdock.upload;

/** Where an upload stands. It begins with {@code ARRIVING} and ends once. */
public enum UploadState {
    /** Bytes are missing, or the last check is not done. */
    ARRIVING,

    /** It is a photo now, or was one that the dock had already. */
    RECEIVED,

    /** Refused or cancelled; {@link Upload#problem} says why. */
    ENDED
}
