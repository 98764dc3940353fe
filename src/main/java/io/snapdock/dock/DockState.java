package io.snapdock.dock;

/**
 * A dock is open, then closed by its owner or expired by time; never open again. The host that opened it may seal it before, which it may take back, and claim its
 * photos, before or after the end.
 */
public enum DockState {
    OPEN,
    /** No photo begins any more: the form was submitted. */
    SEALED,
    /** The host has the photos. */
    CLAIMED,
    CLOSED,
    EXPIRED
}
