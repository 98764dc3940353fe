package io.snapdock.settings;

/** What becomes of a reader that is so slow that what it needs next is not held any more ({@code snapdock.push.slow-readers}). */
public enum SlowReaderPolicy {
    /** It is told that it missed something, and goes on. */
    GAP,
    /** Its stream ends. */
    CLOSE
}
