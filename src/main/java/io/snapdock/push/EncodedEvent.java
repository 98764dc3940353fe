package io.snapdock.push;

import java.io.ByteArrayOutputStream;

/** The bytes of an event, made once and shared by all readers. */
final class EncodedEvent {

    private final byte[] bytes;

    EncodedEvent(byte[] bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    void appendTo(ByteArrayOutputStream chunk) {
        chunk.writeBytes(bytes);
    }
}
