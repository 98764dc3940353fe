package io.snapdock.dock.phone;

/** Which phones have their page open at this moment; {@code live} knows it by their streams. */
public interface Whereabouts {

    /** The number of streams that a phone has open. */
    Openness of(String dockId, String phoneId);

    /** How a phone stands to its dock. */
    enum Openness {
        /** It joined and never opened a stream, or did so before the server's last start. */
        NEVER_CAME,
        AWAY,
        HERE
    }
}
