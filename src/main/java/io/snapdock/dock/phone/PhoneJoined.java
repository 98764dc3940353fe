package io.snapdock.dock.phone;

/** CDI event: A phone exchanged the join key for its own key. Observe it after commit. */
public record PhoneJoined(String dockId, PhoneView phone) {}
