package io.snapdock.dock;

/** A dock is open, then closed by its owner or expired by time; never open again. */
public enum DockState {
    OPEN,
    CLOSED,
    EXPIRED
}
