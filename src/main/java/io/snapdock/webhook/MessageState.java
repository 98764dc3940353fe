package io.snapdock.webhook;

/** What has become of a message. */
public enum MessageState {
    /** To be sent, or to be sent again. */
    WAITING,
    /** The host application has answered 2xx. */
    TAKEN,
    /** It was tried for a day. */
    GIVEN_UP
}
