package io.snapdock.ground;

import java.time.Duration;

/**
 * Somebody has set the machine's clock. A feature that stores times moves them by as much, so that nothing comes early or late because of it.
 *
 * @param by how far, negative for back
 */
public record ClockSet(Duration by) {}
