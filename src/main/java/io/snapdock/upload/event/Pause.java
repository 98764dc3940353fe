package io.snapdock.upload.event;

/** Why the bytes of an upload have stopped coming, as the API names it. */
public final class Pause {

    public static final String CONNECTION_LOST = "connection-lost";
    public static final String STALLED = "stalled";

    /** By the person who sends. */
    public static final String PHONE = "phone";

    private Pause() {}
}
