package io.snapdock.ground;

import java.time.Duration;

/**
 * Somebody has set the machine's clock. Who has times in store moves them, so that nothing comes early or late only because of that.
 *
 * @param by how far, negative for back
 */
public record ClockSet(Duration by) {}
