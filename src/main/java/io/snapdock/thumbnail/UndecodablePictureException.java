package io.snapdock.thumbnail;

/** No thumbnail can be made of this picture: its content, colours or size are beyond the decoders at hand. */
public final class UndecodablePictureException extends Exception {

    private static final long serialVersionUID = 1L;

    UndecodablePictureException(String message) {
        super(message);
    }

    UndecodablePictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
