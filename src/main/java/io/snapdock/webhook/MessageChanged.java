package io.snapdock.webhook;

/** CDI event: a message was written, or was tried. Observe it after commit. */
public record MessageChanged(String id) {}
