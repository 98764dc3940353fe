package io.snapdock.dock;

import io.snapdock.problem.ProblemKind;

/** What can go wrong with docks. */
public enum DockProblem implements ProblemKind {
    /** One answer for all of these: it must not tell a stranger which docks exist or existed. */
    DOCK_UNAVAILABLE(
            404, "This dock does not exist, has ended, or the key does not fit. Open a new one on the computer."),
    CREATE_FORBIDDEN(403, "Opening docks is reserved here. Ask the administrator for access."),
    TOO_MANY_DOCKS(503, "Too many docks are open on this server. Try again in a few minutes."),
    TOO_MANY_DOCKS_OF_ADDRESS(
            429, "Too many docks are open from your network. Close some, or try again in a few minutes."),
    ADMIN_FORBIDDEN(403, "This takes the administrator's key."),
    PHONE_UNKNOWN(404, "There is no such phone in this dock."),
    TOO_MANY_PHONES(409, "This dock has as many phones as it takes."),
    DOCK_SEALED(409, "The form was submitted, so its photos stay as they are. What was not sent is kept."),
    API_KEY_UNSET(403, "No host application has a key on this server. Set snapdock.api-key, then ask again."),
    API_KEY_WRONG(403, "This takes the API key of a host application."),
    REF_INVALID(400, "A reference is 1 to 128 characters of A-Z, a-z, 0-9 and . _ ~ - and not dots alone."),
    BASE_INVALID(400, "The address for the QR code must start with http:// or https:// and have no query.");

    private final int status;
    private final String title;

    DockProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
