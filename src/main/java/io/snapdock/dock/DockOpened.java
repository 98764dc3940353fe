package io.snapdock.dock;

/** CDI event: a dock was opened. Observe it after commit. */
public record DockOpened(String dockId) {}
