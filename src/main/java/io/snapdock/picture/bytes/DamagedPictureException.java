package io.snapdock.picture.bytes;

/**
 * A picture that ends too early or whose structure is broken: {@code photo-damaged} in the HTTP API. The message says
 * what was found where, for the log; it holds numbers and fixed words, never bytes of the file.
 */
public final class DamagedPictureException extends Exception {

    private static final long serialVersionUID = 1L;

    public DamagedPictureException(String message) {
        super(message);
    }
}
