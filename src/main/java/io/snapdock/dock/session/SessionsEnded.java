package io.snapdock.dock.session;

/** CDI event: sessions of a dock were ended before their time. Observe it after commit. */
public record SessionsEnded(String dockId) {}
