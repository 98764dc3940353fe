package io.snapdock.dock;

/** CDI event: something of the dock itself is another: its end, its state, what its form wants. Observe it after commit. */
public record DockChanged(DockView dock) {}
