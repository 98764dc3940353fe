package io.snapdock.host;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Snapdock beside the host application, over its API. */
final class HttpSnapdock implements Snapdock {

    private static final Logger LOG = System.getLogger(Snapdock.class.getName());

    /** There is no such dock, or none any more. */
    private static final String GONE = "dock-unavailable";

    /** A form's user waits for it. */
    private static final int SEAL_SECONDS = 10;

    private final Calls calls;
    private final AfterCommit afterCommit;

    HttpSnapdock(Calls calls, AfterCommit afterCommit) {
        this.calls = calls;
        this.afterCommit = afterCommit;
    }

    @Override
    public DockBuilder dock(String ref) {
        return new DockBuilder(json -> new Dock(calls, calls.json("PUT", byRef(ref), json)));
    }

    @Override
    public Optional<Dock> find(String ref) {
        try {
            return Optional.of(new Dock(calls, calls.json("GET", byRef(ref), null)));
        } catch (SnapdockException e) {
            if (e.code().equals(GONE)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Sealed seal(String text) {
        Ticket ticket = Ticket.parse(text);
        Sealed sealed = sealNow(ticket);
        if (afterCommit.isInTransaction()) {
            afterCommit.run(() -> {}, () -> quietly(ticket, "opened again", () -> reopen(ticket)));
        }
        return sealed;
    }

    private Sealed sealNow(Ticket ticket) {
        JsonObject asked = Json.createObjectBuilder()
                .add("version", ticket.version())
                .add("waitSeconds", SEAL_SECONDS)
                .build();
        JsonObject answer = calls.json("POST", path(ticket) + "/seal", asked);
        return new Sealed(
                new Ticket(ticket.dockId(), answer.getJsonNumber("version").longValueExact()), calls.photos(answer));
    }

    @Override
    public void reopen(String text) {
        reopen(Ticket.parse(text));
    }

    @Override
    public void claim(String text, String claimId) {
        Ticket ticket = Ticket.parse(text);
        if (!afterCommit.isInTransaction()) {
            claim(ticket, claimId);
            return;
        }
        afterCommit.run(() -> quietly(ticket, "claimed", () -> claimAgain(ticket, claimId)), () -> {});
    }

    @Override
    public void release(String text) {
        try {
            calls.send("DELETE", path(Ticket.parse(text)));
        } catch (SnapdockException e) {
            // It was released before, by a call that had no answer.
            if (!e.code().equals(GONE)) {
                throw e;
            }
        }
    }

    private void reopen(Ticket ticket) {
        calls.send("POST", path(ticket) + "/reopen");
    }

    /** Somebody may have opened the dock again meanwhile: a second submit of the form that was rolled back, for example. */
    private void claimAgain(Ticket ticket, String claimId) {
        try {
            claim(ticket, claimId);
        } catch (SnapdockException e) {
            if (!e.code().equals("dock-not-sealed")) {
                throw e;
            }
            sealNow(ticket);
            claim(ticket, claimId);
        }
    }

    private void claim(Ticket ticket, String claimId) {
        calls.json(
                "POST",
                path(ticket) + "/claim",
                // With its version, so that it takes nothing over that somebody else has sealed since.
                Json.createObjectBuilder()
                        .add("claimId", claimId)
                        .add("version", ticket.version())
                        .build());
    }

    /** The transaction has ended: what fails now can change nothing of it. */
    private static void quietly(Ticket ticket, String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The dock " + ticket.dockId() + " could not be " + what
                            + ". Its photos stay in Snapdock as long as a dock that ended; the call can be made again.",
                    e);
        }
    }

    private static String byRef(String ref) {
        return "docks/by-ref/" + Calls.encoded(ref);
    }

    private static String path(Ticket ticket) {
        return "docks/" + ticket.dockId();
    }
}
