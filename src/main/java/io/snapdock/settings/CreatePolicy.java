package io.snapdock.settings;

/** Who may open docks ({@code snapdock.create}). */
public enum CreatePolicy {
    /** Whoever reaches the server. */
    OPEN,
    /** Who sends {@code snapdock.api-key} as a bearer token. */
    KEY,
    /** Who the container has given the role {@code snapdock}. */
    ROLE
}
