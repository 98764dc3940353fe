package io.snapdock.dock;

/** CDI event: A dock ended; its keys are dead. Observe it after commit. */
public record DockClosed(String dockId, DockState reason) {}
