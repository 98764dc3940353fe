package io.snapdock.picture.bytes;

/**
 * A picture may hold a place that cannot be taken out without making it anew; whoever promised to remove places must refuse
 * it. Only HEIC and AVIF can be so. The message says what was found, for the log, without bytes of the file.
 */
public final class UnremovableMetadataException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnremovableMetadataException(String message) {
        super(message);
    }

    public UnremovableMetadataException(String message, Throwable cause) {
        super(message, cause);
    }
}
