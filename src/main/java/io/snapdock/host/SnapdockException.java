package io.snapdock.host;

import jakarta.json.JsonObject;
import java.util.List;

/** Snapdock has refused a call, or could not be reached. Nothing has been changed by a call that was refused. */
public class SnapdockException extends RuntimeException {

    /** The code of a call that Snapdock did not answer. */
    public static final String UNREACHABLE = "snapdock-unreachable";

    /** The code of a ticket that is older than the dock: its user has not seen all the photos, or some that are gone. */
    public static final String DOCK_CHANGED = "dock-changed";

    private static final long serialVersionUID = 1;

    private final String code;
    private final int status;
    private final transient List<SealedPhoto> photos;

    SnapdockException(String code, int status, String message) {
        this(code, status, message, List.of(), null);
    }

    /**
     * A refusal of Snapdock's in the same WAR.
     *
     * @param api which reads the photos
     * @param now with {@code photos}, which the dock holds
     */
    public static SnapdockException refused(String code, int status, String message, HostApi api, JsonObject now) {
        return new SnapdockException(code, status, message, SealedPhoto.all(api, now), null);
    }

    /**
     * A call that came to nothing in the same WAR.
     *
     * @param cause null for none
     */
    public static SnapdockException of(String code, int status, String message, Throwable cause) {
        return new SnapdockException(code, status, message, List.of(), cause);
    }

    SnapdockException(String code, int status, String message, List<SealedPhoto> photos, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.status = status;
        this.photos = List.copyOf(photos);
    }

    /** The stable code, as {@code docs/api.md} lists them. */
    public String code() {
        return code;
    }

    /** The status of the answer; 0 when there was none. */
    public int status() {
        return status;
    }

    /** What the dock holds now, with {@link #DOCK_CHANGED}; empty otherwise. */
    public List<SealedPhoto> photos() {
        return photos == null ? List.of() : photos;
    }
}
