package io.snapdock.host;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Snapdock as a host's transactions want it. */
final class TransactionalSnapdock implements Snapdock {

    private static final Logger LOG = System.getLogger(Snapdock.class.getName());

    /** There is no such dock, or none any more. */
    private static final String GONE = "dock-unavailable";

    /** Of a dock that was not sealed, or is another form's. */
    private static final Set<String> NOTHING_TO_TAKE_BACK = Set.of(GONE, "dock-ended", "dock-claimed");

    /** A form's user waits for it. */
    private static final int SEAL_SECONDS = 10;

    private final HostApi api;
    private final AfterCommit afterCommit;

    TransactionalSnapdock(HostApi api, AfterCommit afterCommit) {
        this.api = api;
        this.afterCommit = afterCommit;
    }

    @Override
    public DockBuilder dock(String ref) {
        return new DockBuilder(json -> new Dock(api, api.open(ref, json)));
    }

    @Override
    public Optional<Dock> find(String ref) {
        try {
            return Optional.of(new Dock(api, api.find(ref)));
        } catch (SnapdockException e) {
            if (e.code().equals(GONE)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Sealed seal(String ref, String text) {
        Ticket ticket = Ticket.parse(text);
        String sealId = UUID.randomUUID().toString();
        if (afterCommit.isInTransaction()) {
            // Before the call: it may have sealed the dock though its answer is lost.
            afterCommit.run(() -> {}, () -> quietly(ticket, "opened again", () -> takeBack(ticket, sealId)));
        }
        return sealNow(ticket, Json.createObjectBuilder().add("ref", ref).add("sealId", sealId));
    }

    private Sealed sealNow(Ticket ticket, JsonObjectBuilder asked) {
        JsonObject answer = api.seal(
                ticket.dockId(),
                asked.add("version", ticket.version())
                        .add("waitSeconds", SEAL_SECONDS)
                        .build());
        return new Sealed(
                new Ticket(ticket.dockId(), answer.getJsonNumber("version").longValueExact()),
                SealedPhoto.all(api, answer));
    }

    @Override
    public void reopen(String text) {
        api.reopen(Ticket.parse(text).dockId());
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
            api.release(Ticket.parse(text).dockId());
        } catch (SnapdockException e) {
            // It was released before, by a call that had no answer.
            if (!e.code().equals(GONE)) {
                throw e;
            }
        }
    }

    /** Once: a container may call this on the thread that ends its late transactions. What another call has sealed meanwhile stays. */
    private void takeBack(Ticket ticket, String sealId) {
        try {
            api.takeBack(
                    ticket.dockId(),
                    Json.createObjectBuilder().add("sealId", sealId).build());
        } catch (SnapdockException e) {
            if (!NOTHING_TO_TAKE_BACK.contains(e.code())) {
                throw e;
            }
        }
    }

    /** Somebody may have opened the dock again meanwhile: a second submit of the form that was rolled back, for example. */
    private void claimAgain(Ticket ticket, String claimId) {
        try {
            claim(ticket, claimId);
        } catch (SnapdockException e) {
            if (!e.code().equals("dock-not-sealed")) {
                throw e;
            }
            sealNow(ticket, Json.createObjectBuilder());
            claim(ticket, claimId);
        }
    }

    private void claim(Ticket ticket, String claimId) {
        api.claim(
                ticket.dockId(),
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
}
