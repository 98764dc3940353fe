package io.snapdock.dock.phone;

/** CDI event: A phone has lost its key, by its owner's will or because it left its place to another. Observe it after commit. */
public record PhoneRemoved(String dockId, String phoneId) {}
