package io.snapdock.dock;

/**
 * CDI event: A dock ended; its keys are dead. Observe it after commit.
 *
 * @param reason how; {@code CLAIMED} when its host had taken the photos over before
 */
public record DockClosed(String dockId, DockState reason) {}
