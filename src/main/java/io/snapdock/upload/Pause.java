package io.snapdock.upload;

/** Why the bytes of an upload have stopped coming, as the API names it. */
final class Pause {

    static final String CONNECTION_LOST = "connection-lost";
    static final String STALLED = "stalled";

    /** By the person who sends. */
    static final String PHONE = "phone";

    private Pause() {}
}
