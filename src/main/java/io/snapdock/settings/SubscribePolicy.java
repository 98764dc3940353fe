package io.snapdock.settings;

/** Who may read general topics ({@code snapdock.topics.subscribe}). */
public enum SubscribePolicy {
    /** Who sends {@code snapdock.topics.publish-key} as a bearer token; nobody while there is none. */
    KEY,
    /** Whoever reaches the server. */
    OPEN,
    /** Who the container has given the role {@code snapdock}. */
    ROLE
}
