package io.snapdock.dock.spi;

/** Whether anybody has sent something into a dock; {@code upload} knows it by its rows. */
public interface Traces {

    /** Whether a phone has sent anything that is still there, finished or not. */
    boolean hasSent(String dockId, String phoneId);

    /** Whether anybody has, the desktop included. */
    boolean isUsed(String dockId);
}
