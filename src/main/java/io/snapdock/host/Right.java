package io.snapdock.host;

import java.util.Locale;

/** What a session may do with the photos of its dock. */
public enum Right {
    VIEW,
    ADD,
    REMOVE,
    ORDER;

    /** As the API writes it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
